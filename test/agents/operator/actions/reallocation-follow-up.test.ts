import { expect, it } from 'vitest';
import { number, observations, rowsOf } from '../../../laws/worlds/rows.ts';
import { written } from '../../../scenario/small.ts';

/** An operator that has its whole stake in one set, and joins another that asks for half of it. */
const moving = (seed: number) =>
  written({
    seed,
    horizon: '90d',
    avss: {
      two: {
        budget: { token: 'ait', usdPerWeek: 1_000, split: { main: 1 } },
        sets: {
          main: {
            strategies: ['eth'],
            admission: { minStakeUsd: 4_000 },
            reward: { kind: 'operatorDirected' },
          },
        },
      },
    },
    operators: {
      ordinary: { count: 1, starts: { 'one.main': 1 }, policy: { reviewEvery: '12d', rationality: 1_000 } },
    },
  });

it('an operator has its stake in a set that it joined as soon as that is free elsewhere, however often it reviews', () => {
  let reviewed = 0;
  for (let seed = 1; seed <= 20; seed++) {
    const rows = rowsOf(moving(seed));
    const events = observations(rows, 'events').filter(row => row.avs === 'two');
    const [join] = events.filter(row => row.kind === 'join');
    if (join === undefined || number(join, 'time_days') > 75) continue;
    expect(events.filter(row => row.kind === 'ejection')).toEqual([]);
    const free = Math.ceil(number(join, 'time_days') + 14.001);
    const [day] = observations(rows, 'sets').filter(row => row.avs === 'two' && row.time_days === free);
    expect(number(day!, 'slashable_stake_usd')).toBeCloseTo(8_000, 6);
    reviewed++;
  }
  expect(reviewed).toBeGreaterThan(15);
});
