import { describe, expect, it } from 'vitest';
import { fatalDiscount } from '../../../sim/agents/restaker/leverage.ts';
import type { RestakerPolicy } from '../../../sim/agents/restaker/policies/restaker-policy.ts';
import { countDistance, unlikely } from '../../economy/distance.ts';
import { small, type Written } from '../../scenario/small.ts';
import { crowd } from './restakers.fixture.ts';

/** A cohort that never reviews and holds a token that is pegged to what it restaked. */
function holders(more: Written, popularity: readonly number[] = [1, 1], decide?: RestakerPolicy) {
  const world = crowd(
    [0.05, 0.05],
    { count: 4_000, token: 'lrt', policy: { reviewEvery: '1000y', flight: 0 }, ...more },
    { popularity, ...(decide && { decide }), world: { assets: { lrt: { peg: { to: 'eth' } } } } },
  );
  const { assets } = world.state.world;
  const fall = (discount: number) => {
    world.state.prices.discount[assets.indexOf('lrt')] = discount;
  };
  return { ...world, fall };
}

describe('panic', () => {
  it('makes those leave whom a constant hazard takes, through the queue', () => {
    const { clock, where, undelegated } = holders({ panic: { perYear: 1.5 } });
    clock.runUntil(100);
    const [, , outside] = where();
    expect(countDistance(outside!, 4_000, 1 - Math.exp((-1.5 * 100) / 365))).toBeLessThan(unlikely);
    expect(undelegated.inFlight.size).toBeGreaterThan(0);
    // Whoever left at midnight 85 or before has its tokens.
    expect(undelegated.outside.size).toBe(outside! - undelegated.inFlight.size);
    expect(countDistance(undelegated.outside.size, 4_000, 1 - Math.exp((-1.5 * 85) / 365))).toBeLessThan(
      unlikely,
    );
  });

  it('rises with the discount as exp(b2 D), and ends with it', () => {
    const { clock, where, fall } = holders({ panic: { perYear: 0.2, depeg: 20 } });
    clock.runUntil(10.5);
    const calm = where()[2]!;
    expect(countDistance(calm, 4_000, 1 - Math.exp((-0.2 * 10) / 365))).toBeLessThan(unlikely);
    fall(0.15);
    clock.runUntil(20.5);
    const fled = where()[2]! - calm;
    expect(countDistance(fled, 4_000 - calm, 1 - Math.exp((-0.2 * Math.exp(3) * 10) / 365))).toBeLessThan(
      unlikely,
    );
    fall(0);
    const left = 4_000 - where()[2]!;
    clock.runUntil(21.5);
    expect(countDistance(where()[2]! - (4_000 - left), left, 1 - Math.exp(-0.2 / 365))).toBeLessThan(
      unlikely,
    );
  });

  it('takes hold of those whose operator was slashed, as exp(b1 s), and is forgotten', () => {
    const { clock, where, restakers } = holders({ panic: { perYear: 1, slash: 20, memory: '1d' } });
    clock.runUntil(0.5);
    const [first, second] = where();
    restakers.alarm(0, 0.2);
    clock.runUntil(1.5);
    const after = where();
    expect(countDistance(first! - after[0]!, first!, 1 - Math.exp(-Math.exp(4) / 365))).toBeLessThan(
      unlikely,
    );
    expect(countDistance(second! - after[1]!, second!, 1 - Math.exp(-1 / 365))).toBeLessThan(unlikely);
    clock.runUntil(2.5);
    const later = where();
    expect(countDistance(after[0]! - later[0]!, after[0]!, 1 - Math.exp(-Math.exp(2) / 365))).toBeLessThan(
      unlikely,
    );
  });
});

describe('a leveraged position', () => {
  it('is gone above six times at the discount of ezETH on 24 April 2024, for a threshold of 96.8%', () => {
    // 2,755 USD at the lowest of an aggregator, against 3,200 that it was worth.
    const discount = 1 - 2_755 / 3_200;
    const multiple = (times: number) => fatalDiscount(1 - 1 / times, 0.968);
    expect(multiple(6.03)).toBeLessThan(discount);
    expect(multiple(5.97)).toBeGreaterThan(discount);
    expect(fatalDiscount(0, 0.968)).toBe(1);
  });

  it('is closed when the discount has eaten its margin, and does not come back', () => {
    const { clock, where, undelegated, fall, state, first } = holders({
      leverage: { ltv: { uniform: [0.5, 0.9] }, liquidation: 0.95 },
      policy: { reviewEvery: '1d', flight: 0, baseYield: '-100%', inertia: '100%' },
    });
    clock.runUntil(5.5);
    expect(where()[2]).toBe(0);
    fall(0.24);
    clock.runUntil(6.5);
    // Those with more than 0.95 x 0.76 of loan.
    const gone = where()[2]!;
    expect(countDistance(gone, 4_000, (0.9 - 0.95 * 0.76) / 0.4)).toBeLessThan(unlikely);
    fall(0.1);
    clock.runUntil(60);
    expect([where()[2], undelegated.outside.size]).toEqual([gone, gone]);
    fall(0.05);
    clock.runUntil(61.5);
    expect(state.mirrors.delegatedTo.subarray(first).filter(operator => operator < 0).length).toBe(gone);
  });

  it('is closed after the queue where its stake is on the way to another operator', () => {
    const decide: RestakerPolicy = ({ operator }) => (operator === 0 ? 1 : 'stay');
    const policy = { reviewEvery: '0.5d', flight: 0 };
    const { clock, where, undelegated, fall } = holders(
      { count: 20, policy, leverage: { ltv: 0.6, liquidation: 0.9 } },
      [1, 0],
      decide,
    );
    clock.runUntil(8.5);
    expect([undelegated.inFlight.size, where()[1]]).toEqual([20, 20]);
    fall(0.5);
    clock.runUntil(14);
    expect(where()[1]).toBe(20);
    clock.runUntil(40);
    expect([where()[2], undelegated.outside.size]).toEqual([20, 20]);
  });

  it('needs a token with a peg, and a loan that does not end at once', () => {
    const refuse = (cohort: Written) => () =>
      small({ assets: { lrt: { peg: { to: 'eth' } } }, restakers: { all: { count: 1, ...cohort } } });
    const leverage = { ltv: 0.8, liquidation: 0.9 };
    expect(refuse({ leverage })).toThrow('missing token');
    expect(refuse({ panic: { perYear: 1, depeg: 1 } })).toThrow('missing token');
    expect(refuse({ token: 'eth', leverage })).toThrow('unknown asset with a peg: eth');
    expect(refuse({ token: 'lrt', leverage: { ltv: { uniform: [0.5, 0.9] }, liquidation: 0.9 } })).toThrow(
      'invalid ltv',
    );
    expect(refuse({ token: 'lrt', leverage, panic: { perYear: 1, depeg: 5 } })).not.toThrow();
  });
});
