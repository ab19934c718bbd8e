import { describe, expect, it } from 'vitest';
import { type OperatorPolicy, simulate } from '../../sim/index.ts';
import { number, observations } from '../laws/worlds/rows.ts';
import { small } from '../scenario/small.ts';

/** Nobody wants any set: whoever serves one leaves it at its first review. */
const leaver: OperatorPolicy = () => ({ sets: [] });

/** Two operators with a quarter and three quarters of a set's stake leave it, sooner or later, for good. */
function emptied(horizon: string) {
  const member = {
    count: 1,
    starts: { 'one.main': 1 },
    placement: { cloud: 'x' },
    policy: { reviewEvery: '20d' },
  };
  const scenario = small({
    horizon,
    operators: {
      ordinary: undefined,
      little: { ...member, ownStake: { eth: 10 } },
      large: { ...member, ownStake: { eth: 30 } },
    },
  });
  const rows = [...simulate(scenario, 1, { operators: { little: leaver, large: leaver } })];
  const measures = new Map(observations(rows, 'summary').map(row => [row.measure, row.value]));
  return { days: observations(rows, 'sets'), samples: observations(rows, 'decentralisation'), measures };
}

describe('a set that empties', () => {
  const [year, longer] = [emptied('365d'), emptied('730d')];
  const staked = year.days.filter(row => number(row, 'slashable_stake_usd') > 0);
  const mean = (column: string) => staked.reduce((sum, row) => sum + number(row, column), 0) / staked.length;

  it('is empty for most of the year', () => {
    expect(staked.length).toBeGreaterThan(3);
    expect(staked.length).toBeLessThan(180);
  });

  it('has no concentration while it is empty', () => {
    for (const row of [...year.days, ...year.samples]) {
      if (row.slashable_stake_usd !== undefined && number(row, 'slashable_stake_usd') > 0) continue;
      if (row.by !== undefined && number(row, 'time_days') <= number(staked.at(-1)!, 'time_days')) continue;
      expect([row.hhi_fraction, row.nakamoto_third]).toEqual([null, null]);
      if (row.by !== undefined) expect([row.gini_fraction, row.entropy_nats]).toEqual([null, null]);
    }
  });

  it('is as concentrated as it was while it had stake, however long nobody serves it', () => {
    expect(year.measures.get('one.main.hhi.mean')).toBeCloseTo(mean('hhi_fraction'), 12);
    expect(mean('hhi_fraction')).toBeGreaterThanOrEqual(0.25 ** 2 + 0.75 ** 2 - 1e-9);
    for (const measure of ['hhi.mean', 'nakamoto.mean', 'effective.cloud']) {
      expect(year.measures.get(`one.main.${measure}`)).toBeGreaterThanOrEqual(0.6);
      expect(longer.measures.get(`one.main.${measure}`)).toBe(year.measures.get(`one.main.${measure}`));
    }
  });
});
