import { describe, expect, it } from 'vitest';
import { createSlasher, type OffenceSlash } from '../../../../sim/agents/avs/slashing/slasher.ts';
import { leaveSet } from '../../../../sim/agents/operator/actions/memberships.ts';
import { exit } from '../../../../sim/agents/restaker/withdrawals-in-flight.ts';
import { accountStakeUsd } from '../../../../sim/state/stake.ts';
import { countDistance, unlikely } from '../../../economy/distance.ts';
import { type Written, written } from '../../../scenario/small.ts';
import { initialState } from '../../initial-state.fixture.ts';

/** A court for operators with 10 ETH at 1000 USD, 95% of it allocated to the only set, under these terms. */
function court(terms: Written, more: Written = {}, count = 3) {
  const { state, clock, random, undelegated } = initialState(
    written({
      avss: {
        one: {
          budget: { token: 'ait', usdPerWeek: 700, split: { main: 1 } },
          sets: { main: { slashing: { wrongResult: terms }, ...more } },
        },
      },
      operators: { ordinary: { count, starts: { 'one.main': 1 } } },
      restakers: { retail: { count: 1, stake: { eth: 4 } } },
    }),
  );
  const slashes: (OffenceSlash & { readonly time: number })[] = [];
  const told: string[] = [];
  const report = createSlasher(state, clock, random, {
    detected: ({ operator }) => told.push(`offence of ${operator} at ${clock.now}`),
    vetoed: ({ operator }) => told.push(`veto for ${operator} at ${clock.now}`),
    slashed: slash => slashes.push({ ...slash, time: clock.now }),
  });
  const offend = (operator = 0, time = clock.now) => {
    clock.runUntil(time);
    report({ operator, set: 0, condition: 'wrongResult' });
    clock.runUntil(time);
  };
  return { state, clock, undelegated, slashes, told, report, offend };
}

describe('a slash', () => {
  it('takes its fraction of what is allocated, from the operator and its delegators alike', () => {
    const { state, slashes, offend } = court({ fraction: '10%' }, {}, 1);
    offend();
    const [slash] = slashes;
    expect(slash).toMatchObject({ set: 0, operator: 0, condition: 'wrongResult', fraction: 0.1 });
    expect(slash!.lost[0]).toBeCloseTo(0.095, 12);
    expect(slash!.usd).toBeCloseTo(14_000 * 0.095, 6);
    expect(slash!.ownUsd).toBeCloseTo(10_000 * 0.095, 6);
    expect(accountStakeUsd(state, 0)).toBeCloseTo(10_000 * 0.905, 6);
    expect(accountStakeUsd(state, 1)).toBeCloseTo(4_000 * 0.905, 6);
  });

  it('reaches stake in the withdrawal queue', () => {
    const { state, undelegated, slashes, offend, clock } = court({ fraction: '10%' }, {}, 1);
    exit(state, undelegated, { account: 1, now: 0 });
    clock.runUntil(13);
    offend();
    expect(slashes[0]!.usd).toBeCloseTo(14_000 * 0.095, 6);
    expect(slashes[0]!.ownUsd).toBeCloseTo(10_000 * 0.095, 6);
  });

  it('costs more each time it is repeated, up to the most, and is forgotten in the end', () => {
    const { slashes, offend } = court({
      fraction: '1%',
      repeat: { growth: 3, within: '30d', max: '20%' },
    });
    for (const time of [1, 2, 3, 4, 5, 40]) offend(0, time);
    offend(1, 40);
    expect(slashes.map(({ fraction }) => +fraction.toFixed(12))).toEqual([
      0.01, 0.03, 0.09, 0.2, 0.2, 0.01, 0.01,
    ]);
  });

  it('does not come twice within the cooldown, with or without a memory of repeats', () => {
    for (const repeat of [
      undefined,
      { growth: 1, within: '90d', max: '50%' },
      { growth: 1, within: '1d', max: '50%' },
    ]) {
      const { slashes, offend } = court({ fraction: '5%', cooldown: '4d', repeat });
      for (const time of [1, 2, 4.9, 5.1, 6]) offend(0, time);
      offend(1, 6);
      expect(slashes.map(({ operator, time }) => [operator, time])).toEqual([
        [0, 1],
        [0, 5.1],
        [1, 6],
      ]);
    }
  });

  it('of no measurable fraction takes nothing', () => {
    const { slashes, offend } = court({ fraction: '0.00000001%' });
    offend();
    expect(slashes).toEqual([]);
  });

  it('comes to light after its lag, and with its probability', () => {
    const { slashes, told, offend, clock } = court({ fraction: '1%', detection: { lag: '12h' } });
    offend(2, 3);
    expect(told).toEqual(['offence of 2 at 3']);
    clock.runUntil(3.49);
    expect(slashes).toEqual([]);
    clock.runUntil(3.51);
    expect(slashes[0]!.time).toBe(3.5);
    const many = court({ fraction: '0.01%', detection: { probability: '30%' } }, {}, 2_000);
    for (let operator = 0; operator < 2_000; operator++) many.offend(operator);
    expect(countDistance(many.slashes.length, 2_000, 0.3)).toBeLessThan(unlikely);
    expect(many.told).toHaveLength(many.slashes.length);
  });

  it('waits for the veto window, and is vetoed with its probability', () => {
    const { slashes, offend, clock } = court({ fraction: '1%', veto: { window: '3d', probability: 0 } });
    offend(0, 1);
    clock.runUntil(3.9);
    expect(slashes).toEqual([]);
    clock.runUntil(4.1);
    expect(slashes[0]!.time).toBe(4);
    const many = court({ fraction: '0.01%', veto: { window: '1d', probability: '40%' } }, {}, 2_000);
    for (let operator = 0; operator < 2_000; operator++) many.offend(operator);
    many.clock.runUntil(2);
    expect(countDistance(2_000 - many.slashes.length, 2_000, 0.4)).toBeLessThan(unlikely);
  });

  it('is vetoed or not by a draw of its own, however many are under way', () => {
    const terms = { fraction: '0.01%', detection: { lag: '1d' }, veto: { window: '1d', probability: '50%' } };
    const { slashes, offend, clock } = court(terms, {}, 2_000);
    for (let operator = 0; operator < 2_000; operator++) {
      offend(operator, 0);
      offend(operator, 0);
    }
    clock.runUntil(3);
    const counts = Array<number>(2_000).fill(0);
    for (const { operator } of slashes) counts[operator]!++;
    expect(countDistance(counts.filter(count => count === 1).length, 2_000, 0.5)).toBeLessThan(unlikely);
  });

  it('reaches an operator for 14 days after it left, and not after', () => {
    const { state, slashes, offend, clock } = court({
      fraction: '1%',
      veto: { window: '2d', probability: 0 },
    });
    clock.runUntil(1);
    leaveSet(state, 0, 0, clock.now);
    leaveSet(state, 1, 0, clock.now);
    offend(0, 12.9);
    offend(1, 13.1);
    clock.runUntil(30);
    // The allocation ends with the 14th day, at the block after: 100,800 blocks are still slashable.
    expect(slashes.map(({ operator, time }) => [operator, +time.toFixed(6)])).toEqual([[0, 14.9]]);
  });

  it('needs terms for the condition, and an operator that the set can slash', () => {
    const { told, report } = court({ fraction: '1%' });
    report({ operator: 0, set: 0, condition: 'doubleSign' });
    expect(told).toEqual([]);
    const stranger = court({ fraction: '1%' }, {}, 1);
    leaveSet(stranger.state, 0, 0, 0);
    stranger.clock.runUntil(15);
    stranger.offend(0, 15);
    stranger.clock.runUntil(20);
    expect(stranger.slashes).toEqual([]);
  });
});
