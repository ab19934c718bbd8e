import { describe, expect, it } from 'vitest';
import { createObservations } from '../../../sim/agents/restaker/observation.ts';
import { delegationUtility } from '../../../sim/agents/restaker/policies/utility.ts';
import { QUEUE_DAYS } from '../../../sim/agents/restaker/withdrawals-in-flight.ts';
import { expectedObservations } from '../../../sim/agents/settling/expected-observation.ts';
import { accountStakeUsd } from '../../../sim/state/stake.ts';
import { countDistance, unlikely } from '../../economy/distance.ts';
import { small, type Written, written } from '../../scenario/small.ts';
import { initialState } from '../initial-state.fixture.ts';
import { valuationContext } from '../operator/valuation-context.fixture.ts';
import { crowd, observationsOf } from './restakers.fixture.ts';

describe('a restaker that moves', () => {
  it('waits 14 days and a block in the queue, where its stake earns nothing', () => {
    const { state, clock, undelegated, first } = crowd([0, 0.2], {});
    while (!undelegated.inFlight.has(first)) clock.step();
    const start = clock.now;
    const stakeOf = (operator: number) => state.mirrors.operatorShares[operator]!;
    expect(state.mirrors.delegatedTo[first]).toBe(1);
    clock.runUntil(start + 14);
    expect([stakeOf(0), stakeOf(1), accountStakeUsd(state, first)]).toEqual([10, 10, 0]);
    expect(undelegated.inFlight.has(first)).toBe(true);
    clock.runUntil(start + 14 + 1.01 / 7_200);
    expect([stakeOf(0), stakeOf(1), accountStakeUsd(state, first)]).toEqual([10, 15, 5_000]);
    expect(state.ledger.withdrawals.pending.size).toBe(0);
    expect(QUEUE_DAYS).toBeGreaterThan(14);
  });

  it('picks the best that is open, however large the returns', () => {
    for (const returns of [0.1, 10, 1e4]) {
      const { clock, where } = crowd([0, returns, 2 * returns], { count: 40 }, { closed: [2] });
      clock.runUntil(40);
      expect(where()).toEqual([0, 40, 0, 0]);
    }
  });

  it('does not move for less than its inertia', () => {
    const policy = (inertia: string) => ({ count: 40, policy: { inertia } });
    const patient = crowd([0.05, 0.06], policy('1.1%'));
    patient.clock.runUntil(60);
    expect(patient.where()).toEqual([40, 0, 0]);
    const keen = crowd([0.05, 0.06], policy('0.9%'));
    keen.clock.runUntil(60);
    expect(keen.where()).toEqual([0, 40, 0]);
  });

  it('picks candidates by share of stake as far as it herds, and by return as far as it is rational', () => {
    const [times, rationality] = [4_000, 50];
    // Both are better than staying put by far, so that the move itself is certain.
    const { clock, where } = crowd([-9, 0.05, 0.06], {
      count: times,
      policy: { rationality, herding: 0, reviewEvery: '30d' },
    });
    clock.runUntil(15);
    const [, low, high] = where();
    const share =
      Math.exp(rationality * 0.06) / (Math.exp(rationality * 0.05) + Math.exp(rationality * 0.06));
    expect(low! + high!).toBeGreaterThan(1_000);
    expect(countDistance(high!, low! + high!, share)).toBeLessThan(unlikely);
  });

  it('counts its moves', () => {
    const { clock, restakers } = crowd([0, 0.2], { count: 25 });
    clock.runUntil(13);
    expect(restakers.moves[0]).toBe(25);
  });
});

describe('a curator with a cap', () => {
  it('keeps within it with every operator, coming from elsewhere or from outside', () => {
    for (const outside of [0, 1]) {
      const { clock, accounts, state, first } = crowd([0, 0.1, 0.5, 0.2], {
        count: 3,
        accounts: 10,
        cap: '30%',
        outside,
        policy: { rationality: 100 },
      });
      for (let day = 15; day < 120; day += 15) {
        clock.runUntil(day);
        const held = new Map<string, number>();
        for (let index = 0; index < accounts.count; index++) {
          const operator = state.mirrors.delegatedTo[first + index]!;
          // Where they all began is above the cap from the start.
          if (operator < 0 || (operator === 0 && outside === 0)) continue;
          const key = `${accounts.restaker[index]} ${operator}`;
          held.set(key, (held.get(key) ?? 0) + 1);
        }
        expect(Math.max(...held.values())).toBeLessThanOrEqual(3);
      }
    }
  });
});

describe('at the door', () => {
  it('all leave for a large yield outside, and hold their tokens after the queue', () => {
    const { clock, where, undelegated, state } = crowd([0.1, 0.1], {
      count: 30,
      policy: { baseYield: '900%' },
    });
    clock.runUntil(40);
    expect(where()).toEqual([0, 0, 30]);
    const tokens = [...undelegated.outside.values()].map(([eth]) => eth);
    expect(tokens).toEqual(Array(30).fill(5n * 10n ** 18n));
    expect(state.ledger.strategies.tokensWithdrawn[0]).toBe(150n * 10n ** 18n);
  });

  it('all enter for a large yield inside, and at once', () => {
    const { clock, where, undelegated, state } = crowd([0, 0.9], { count: 30, outside: 1 });
    expect(where()).toEqual([0, 0, 30]);
    clock.runUntil(13);
    expect(where()).toEqual([0, 30, 0]);
    expect(undelegated.outside.size).toBe(0);
    expect(state.mirrors.operatorShares[1]).toBe(160);
  });

  it('nobody enters where no operator is open', () => {
    const { clock, where } = crowd([0.9, 0.9], { count: 10, outside: 1 }, { closed: [0, 1] });
    clock.runUntil(30);
    expect(where()).toEqual([0, 0, 10]);
  });
});

describe('an alarm', () => {
  const asleep = (flight: number): Written => ({
    count: 400,
    policy: { reviewEvery: '1000y', attentionLag: '2d', flight },
  });
  const fled = (flight: number, lost: number) => {
    const { clock, restakers, where } = crowd([0, 0.2], asleep(flight));
    clock.runUntil(10);
    restakers.alarm(0, lost);
    clock.runUntil(11.9);
    const before = where()[1]!;
    clock.runUntil(12.1);
    return [before, where()[1]!] as const;
  };

  it('makes delegators review after their attention lag, as many as flee', () => {
    expect(fled(0, 0.5)).toEqual([0, 0]);
    expect(fled(1, 0.5)).toEqual([0, 400]);
    const [before, after] = fled(0.4, 0.01);
    expect(before).toBe(0);
    expect(countDistance(after, 400, 0.4)).toBeLessThan(unlikely);
  });

  it('has less effect when little was lost', () => {
    expect(countDistance(fled(1, 0.003)[1], 400, 0.3)).toBeLessThan(unlikely);
  });
});

describe('the appeal of an operator', () => {
  const { policy } = small({
    restakers: { all: { count: 1, policy: { riskAversion: 4, tailAversion: 0.5 } } },
  }).restakers.all!;

  it('is its return less loss, half the aversion times variance, and the tail', () => {
    const observed = observationsOf([0.1], { loss: [0.01], variance: [0.002], tail: [0.04] });
    expect(delegationUtility(observed, 0, policy, 0)).toBeCloseTo(0.1 - 0.01 - 2 * 0.002 - 0.5 * 0.04, 12);
  });

  it('shares with the newcomer, and with those on their way, what does not follow stake', () => {
    const observed = observationsOf([0.1], { sharedUsd: [3_000] });
    expect(delegationUtility(observed, 0, policy, 15_000)).toBeCloseTo(0.1 + 0.2, 12);
    expect(delegationUtility(observed, 0, policy, 30_000)).toBeCloseTo(0.1 + 0.1, 12);
    expect(delegationUtility(observationsOf([0.1]), 0, policy, 0)).toBeCloseTo(0.1, 12);
  });
});

describe('what restakers see of slashing', () => {
  it('is the outlook of each set times what is allocated to it', () => {
    const { state } = initialState(
      written({
        avss: {
          one: { budget: { token: 'ait', usdPerWeek: 700, split: { main: 1 } } },
        },
        operators: {
          ordinary: {
            count: 2,
            rows: [
              { name: 'a', popularity: 1 },
              { name: 'b', popularity: 3 },
            ],
            starts: { 'one.main': 1 },
          },
        },
      }),
    );
    const observed = createObservations(state, expectedObservations(valuationContext(state)));
    expect([...observed.on(0).share]).toEqual([0.5, 0.5]);
    observed.observe(1, [{ lossPerYear: 0.02, variance: 0.003, worst: 0.5 }]);
    const { loss, variance, tail, share } = observed.on(1);
    expect(loss[0]).toBeCloseTo(0.95 * 0.02, 12);
    expect(variance[0]).toBeCloseTo(0.95 * 0.95 * 0.003, 12);
    // One rare event of 0.5: the worst 5% of years hold 0.019 / 0.05 of loss, less than the event itself.
    expect(tail[0]).toBeCloseTo(Math.min(0.95 * 0.5, (0.95 * 0.02) / 0.05), 12);
    expect([...share]).toEqual([0.5, 0.5]);
  });
});
