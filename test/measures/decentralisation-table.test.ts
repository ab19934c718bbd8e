import { describe, expect, it } from 'vitest';
import { decentralisationRows } from '../../sim/measures/tables/over-time/decentralisation-table.ts';
import { initialState } from '../agents/initial-state.fixture.ts';
import { always } from '../laws/worlds/always.ts';
import { equal, number, observations } from '../laws/worlds/rows.ts';
import { written } from '../scenario/small.ts';

/** Six operators with the shares of stake .35, .25, .15, .10, .08 and .07, in places of one or two. */
const shares = { a: 35, b: 25, c: 15, d: 10, e: 8, f: 7 };
const places: Record<string, Record<string, string>> = {
  a: { cloud: 'aws' },
  b: { cloud: 'ovh' },
  c: { cloud: 'aws' },
  d: { client: 'geth' },
  e: { cloud: 'ovh', client: 'geth' },
  f: {},
};
const world = written({
  operators: {
    ordinary: undefined,
    ...Object.fromEntries(
      Object.entries(shares).map(([name, eth]) => [
        name,
        { count: 1, ownStake: { eth }, placement: places[name], starts: { 'one.main': 1 } },
      ]),
    ),
  },
});

describe('the spread of a set with shares .35, .25, .15, .10, .08 and .07', () => {
  const rows = observations(decentralisationRows(initialState(world).state, 7), 'decentralisation');
  const by = (label: string) => rows.find(row => row.by === label)!;

  it('by operator is 4.3706 effective operators, one with a third, two with half, three with two thirds of the stake', () => {
    const row = by('operator');
    expect([row.nakamoto_third, row.nakamoto_half, row.nakamoto_two_thirds]).toEqual([1, 2, 3]);
    expect(number(row, 'hhi_fraction')).toBeCloseTo(0.2288, 9);
    expect(number(row, 'effective_number')).toBeCloseTo(4.3706, 4);
    expect(number(row, 'gini_fraction')).toBeCloseTo(0.326667, 6);
    const entropy = Object.values(shares).reduce(
      (sum, share) => sum - (share / 100) * Math.log(share / 100),
      0,
    );
    expect(number(row, 'entropy_nats')).toBeCloseTo(entropy, 9);
  });

  it('by cloud takes those in one cloud together, and those in none for themselves', () => {
    const row = by('cloud');
    expect([row.nakamoto_third, row.nakamoto_half]).toEqual([1, 2]);
    // Clouds of .50 and .33, and .10 and .07 alone.
    expect(number(row, 'hhi_fraction')).toBeCloseTo(0.5 ** 2 + 0.33 ** 2 + 0.1 ** 2 + 0.07 ** 2, 9);
  });

  it('has a row for each label that any operator has, and one by operator', () => {
    expect(rows.map(row => row.by)).toEqual(['operator', 'cloud', 'client']);
  });
});

describe('the spread of any set', () => {
  it('by operator at a sample is that of the table of sets', () => {
    always(rows => {
      const sets = new Map(
        observations(rows, 'sets').map(row => [`${row.time_days} ${row.avs}.${row.set}`, row]),
      );
      const own = observations(rows, 'decentralisation').filter(row => row.by === 'operator');
      expect(own.length).toBeGreaterThan(0);
      for (const row of own) {
        const same = sets.get(`${row.time_days} ${row.avs}.${row.set}`)!;
        expect(row.nakamoto_third).toBe(same.nakamoto_third);
        expect(row.hhi_fraction).toBe(same.hhi_fraction);
      }
    });
  });

  it('by label is no wider than by operator, and no wider than evenly over the places it says', () => {
    let labelled = 0;
    always(rows => {
      const own = new Map<string, number>();
      for (const row of observations(rows, 'decentralisation')) {
        const key = `${row.time_days} ${row.avs}.${row.set}`;
        if (row.effective_number === null) continue;
        const effective = number(row, 'effective_number');
        if (row.by === 'operator') own.set(key, effective);
        else labelled++;
        expect(effective).toBeLessThanOrEqual(own.get(key)! * (1 + 1e-9));
        // Entropy weighs small places more than the Herfindahl index does (Renyi).
        expect(Math.exp(number(row, 'entropy_nats'))).toBeGreaterThanOrEqual(effective * (1 - 1e-9));
        expect(equal(effective * number(row, 'hhi_fraction'), 1)).toBe(true);
      }
    });
    expect(labelled).toBeGreaterThan(50);
  });
});
