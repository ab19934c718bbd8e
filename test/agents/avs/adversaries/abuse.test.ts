import { describe, expect, it } from 'vitest';
import { createAbuse } from '../../../../sim/agents/avs/adversaries/abuse.ts';
import { exit } from '../../../../sim/agents/restaker/withdrawals-in-flight.ts';
import type { CorruptionChoice } from '../../../../sim/state/corruption-choice.ts';
import { countDistance, unlikely } from '../../../economy/distance.ts';
import { observations, rowsOf } from '../../../laws/worlds/rows.ts';
import { merged, type Written, written } from '../../../scenario/small.ts';
import { initialState } from '../../initial-state.fixture.ts';

const quiet = { policy: { reviewEvery: '1000y' } };

/** Three members with 10 ETH each, 95% of it allocated, whose price doubles in a year without chance. */
const growing = (franchiseUsd: number, more: Written = {}): Written =>
  written(
    merged(
      {
        assets: { eth: { price: { usd: 1000, drift: 1 } } },
        avss: {
          one: {
            abuse: { franchiseUsdPerYear: franchiseUsd / 10, discount: '10%', checkEvery: '1d' },
            sets: { main: { slashed: 'redistribute' } },
          },
        },
        operators: { ordinary: { starts: { 'one.main': 1 }, ...quiet } },
      },
      more,
    ),
  );

/** What they stand to lose, at the price that a check on a day knows: that of the midnight before. */
const grabUsd = (day: number): number => 30 * 0.95 * 1000 * 2 ** ((day - 1) / 365);

const strikesOf = (input: Written) =>
  observations(rowsOf(input), 'events').filter(row => row.kind === 'abuse');

describe('an abusive AVS', () => {
  it('strikes on the first day on which the grab exceeds its franchise', () => {
    for (const day of [2, 9, 23]) {
      const franchise = (grabUsd(day - 1) + grabUsd(day)) / 2;
      const [strike, ...more] = strikesOf(growing(franchise));
      expect(strike).toMatchObject({ avs: 'one', set: null, time_days: day });
      expect(strike!.amount_usd).toBeCloseTo(grabUsd(day), 6);
      expect(more).toEqual([]);
    }
  });

  it('never strikes if and only if the franchise is worth as much on every day', () => {
    const last = grabUsd(30);
    expect(strikesOf(growing(last * (1 + 1e-9)))).toEqual([]);
    expect(strikesOf(growing(last * (1 - 1e-9))).map(row => row.time_days)).toEqual([30]);
  });

  it('slashes every member at once, for nothing, and has it all', () => {
    const rows = rowsOf(growing(grabUsd(8.5)));
    const slashes = observations(rows, 'events').filter(row => row.kind === 'slash');
    expect(slashes.map(row => [row.time_days, row.detail])).toEqual([
      [9, 'abuse'],
      [9, 'abuse'],
      [9, 'abuse'],
    ]);
    const measures = new Map(observations(rows, 'summary').map(row => [row.measure, row.value]));
    // It weighs at the price of the midnight before. What it took can be had a block after a week: at the midnight of day 17.
    expect(measures.get('one.redistributed')).toBeCloseTo(grabUsd(17), 6);
    expect(measures.get('one.abuse.strikes')).toBe(1);
    expect(measures.get('one.abuse.day')).toBe(9);
    expect(measures.get('one.abuse.cost')).toBeCloseTo(grabUsd(8.5), 6);
    expect(observations(rows, 'sets').at(-1)!.slashable_stake_usd).toBe(0);
  });

  it('takes only the part that it reaches for, and only from sets that redistribute', () => {
    const half = strikesOf(growing(0, { avss: { one: { abuse: { fraction: '50%' } } } }));
    expect(half[0]!.amount_usd).toBeCloseTo(grabUsd(1) / 2, 6);
    const other = { strategies: ['eth'], reward: { kind: 'uniqueStake' } };
    const burning = growing(0, {
      avss: { one: { sets: { other } } },
      operators: { ordinary: { starts: { 'one.main': 1, 'one.other': 1 } } },
    });
    // Stake is shared alike among sets that pay nothing.
    expect(strikesOf(burning)[0]!.amount_usd).toBeCloseTo(grabUsd(1) / 2, 6);
    const slashed = observations(rowsOf(burning), 'events').filter(row => row.kind === 'slash');
    expect(new Set(slashed.map(row => row.set))).toEqual(new Set(['main']));
  });

  const veto = { slashing: { wrongResult: { fraction: '1%', veto: { window: '3d', probability: '40%' } } } };

  it('counts on what committees leave, and gets it when their window is over', () => {
    const count = 400;
    const input = growing(0, {
      horizon: '6d',
      avss: { one: { abuse: { condition: 'wrongResult' }, sets: { main: veto } } },
      operators: { ordinary: { count } },
    });
    const all = (grabUsd(1) / 3) * count;
    expect(strikesOf(input)[0]!.amount_usd).toBeCloseTo(0.6 * all, 4);
    const events = observations(rowsOf(input), 'events');
    const vetoes = events.filter(row => row.kind === 'veto');
    const slashes = events.filter(row => row.kind === 'slash');
    expect(vetoes.length + slashes.length).toBe(count);
    expect(countDistance(vetoes.length, count, 0.4)).toBeLessThan(unlikely);
    expect(new Set(vetoes.map(row => row.time_days))).toEqual(new Set([1]));
    expect(new Set(slashes.map(row => row.time_days))).toEqual(new Set([4]));
    const sure = { avss: { one: { abuse: { caught: 1 } } } };
    expect(strikesOf(merged(input, sure))).toEqual([]);
  });

  it('reaches stake in the withdrawal queue, as long as that can be slashed', () => {
    const { state, undelegated, clock, random } = initialState(
      growing(1e9, { restakers: { retail: { count: 1, stake: { eth: 4 } } } }),
    );
    const weighed: CorruptionChoice[] = [];
    const silent = { vetoed: () => {}, slashed: () => {} };
    createAbuse(state, clock, random, { ...silent, weighed: one => weighed.push(one) });
    exit(state, undelegated, { account: 3, now: 0 });
    clock.runUntil(20);
    const profits = weighed.map(({ profitUsd }) => Math.round(profitUsd));
    expect(profits.slice(0, 14)).toEqual(new Array(14).fill(34_000 * 0.95));
    expect(profits.slice(14)).toEqual(new Array(6).fill(30_000 * 0.95));
  });
});
