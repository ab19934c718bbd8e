import { describe, expect, it } from 'vitest';
import { streams } from '../../sim/engine/index.ts';
import {
  costAcrossPools,
  insuranceCoverage,
  jointAttack,
  jointProfit,
  mostProfitableAttack,
  type Network,
  rebalance,
  spread,
  stakeSaving,
  toNumber,
  toText,
} from '../../sim/security/index.ts';
import { f, networkOf } from './reference.ts';

describe('the stake that restaking saves', () => {
  it('is what services need alone, as a multiple of what secures them together', () => {
    const network = networkOf(
      { x: [f(2), f(1, 2)], y: [f(3), f(1)] },
      { a: [f(2), ['x', 'y']], b: [f(3), ['x', 'y']] },
    );
    expect(toText(stakeSaving(network)!)).toBe('7/5');
  });

  it('is not defined without stake', () => {
    expect(stakeSaving(networkOf({ x: [f(2), f(1)] }, {}))).toBeUndefined();
  });
});

describe('security bought in several pools', () => {
  it('costs the smallest pool, an even share or all of them to corrupt', () => {
    const { fragmented, equalised, unified } = costAcrossPools([f(10), f(20), f(30)], f(1));
    expect([fragmented, equalised, unified].map(toText)).toEqual(['10', '20', '60']);
    expect(toText(costAcrossPools([f(10), f(20), f(30)], f(1, 3)).unified)).toBe('20');
  });
});

describe('the coverage of users by slashed stake', () => {
  it('is what is redistributed and detected of what is at risk', () => {
    expect(insuranceCoverage({ redistributableUsd: 200, detection: 0.75, insuredUsd: 100 })).toBe(1.5);
    expect(insuranceCoverage({ redistributableUsd: 200, detection: 0.75, insuredUsd: 0 })).toBe(
      Number.POSITIVE_INFINITY,
    );
  });
});

describe('profits that add up to less than their sum', () => {
  it('follow their form', () => {
    expect(jointProfit({ kind: 'additive' }, [4, 9, 1])).toBe(14);
    expect(jointProfit({ kind: 'power', exponent: 0.5, unit: 1 }, [4, 12])).toBeCloseTo(4, 12);
    expect(jointProfit({ kind: 'power', exponent: 0.5, unit: 4 }, [4, 12])).toBeCloseTo(8, 12);
    expect(jointProfit({ kind: 'fading', ratio: 0.5 }, [4, 9, 1])).toBe(9 + 2 + 0.25);
  });

  it('make a service worth less the more is attacked', () => {
    for (const form of [
      { kind: 'power', exponent: 0.7, unit: 1 },
      { kind: 'fading', ratio: 0.6 },
    ] as const) {
      const alone = jointProfit(form, [5]) - jointProfit(form, []);
      const second = jointProfit(form, [3, 5]) - jointProfit(form, [3]);
      const third = jointProfit(form, [3, 5, 8]) - jointProfit(form, [3, 8]);
      expect(second).toBeLessThan(alone);
      expect(third).toBeLessThan(second);
    }
  });

  it('are the basic model when they are additive', () => {
    const network = networkOf(
      { x: [f(5), f(1, 2)], y: [f(4), f(1, 2)], z: [f(1), f(1)] },
      { a: [f(2), ['x', 'y']], b: [f(2), ['x', 'y', 'z']], c: [f(3), ['x']] },
    );
    const joint = jointAttack(network, { kind: 'additive' })!;
    const { attack } = mostProfitableAttack(network);
    expect(joint.profit - toNumber(joint.cost)).toBe(toNumber(attack!.profit) - toNumber(attack!.cost));
  });

  it('spare services that pay only together with others', () => {
    const network = networkOf({ x: [f(3), f(1)], y: [f(3), f(1)] }, { a: [f(4), ['x', 'y']] });
    expect(jointAttack(network, { kind: 'additive' })!.services).toEqual([0, 1]);
    expect(jointAttack(network, { kind: 'fading', ratio: 0.25 })).toBeUndefined();
  });
});

describe('operators who rebalance', () => {
  it('put stake where rewards are, in proportion to them', () => {
    const amounts = rebalance(
      [10, 10, 10],
      [
        [10, 0],
        [10, 0],
        [0, 10],
      ],
      { rewards: [60, 40], hazards: [0, 0], degree: 1, rounds: 100 },
    );
    for (const [first, second] of amounts) {
      expect(first).toBeCloseTo(6, 6);
      expect(second).toBeCloseTo(4, 6);
    }
  });

  it('leave what is slashed more than it pays', () => {
    const [amounts] = rebalance(
      [10, 10],
      [
        [5, 5],
        [5, 5],
      ],
      {
        rewards: [1, 1],
        hazards: [0, 10],
        degree: 1,
        rounds: 50,
      },
    );
    expect(amounts![1]).toBeLessThan(0.5);
  });

  it('keep a shock from spreading as far, over random networks, when profits fade', () => {
    const draw = streams(7).stream('rebalancing test');
    const whole = (least: number, most: number): number => least + Math.floor(draw() * (most - least + 1));
    let still = 0;
    let moving = 0;
    for (let trial = 0; trial < 24; trial++) {
      const services = Array.from(
        { length: 4 },
        (_, service) => [`s${service}`, [f(whole(20, 80)), f(1, 2)]] as const,
      );
      const operators = Array.from({ length: 10 }, (_, operator) => {
        const stake = whole(20, 50);
        const [one, other] = [operator % 4, (operator + 1 + whole(0, 2)) % 4];
        return [
          `o${operator}`,
          [f(stake), { [`s${one}`]: f(stake, 2), [`s${other}`]: f(stake, 2) }],
        ] as const;
      });
      const network: Network = networkOf(Object.fromEntries(services), Object.fromEntries(operators));
      const rewards = network.services.map(({ profit }) => toNumber(profit));
      const question = { shock: new Set([0, 1, 2]), profit: { kind: 'fading', ratio: 0.7 } as const };
      still += spread(network, question).lost;
      const rebalancing = { rewards, hazards: rewards.map(() => 0), degree: 1, rounds: 20 };
      moving += spread(network, { ...question, rebalancing }).lost;
    }
    expect(moving).toBeLessThan(0.95 * still);
  });
});
