import { describe, expect, it } from 'vitest';
import { countDistance, unlikely } from '../../../economy/distance.ts';
import { observations, rowsOf } from '../../../laws/worlds/rows.ts';
import { type Written, written } from '../../../scenario/small.ts';

/** Times, operators and USD of the slashes for a condition of 100 members, under these terms and faults. */
function slashes(slashing: Written, faults: Written, condition: string) {
  const rows = rowsOf(
    written({
      horizon: '100d',
      sampleEvery: '100d',
      avss: { one: { sets: { main: { slashing } } } },
      operators: {
        ordinary: {
          count: 100,
          starts: { 'one.main': 1 },
          policy: { reviewEvery: '1000y' },
          ...faults,
        },
      },
    }),
  );
  return observations(rows, 'events').filter(row => row.kind === 'slash' && row.detail === condition);
}

const failing = { failure: { every: '4d', repair: '1d' } };
const tiny = { fraction: '0.001%' };

describe('a long outage', () => {
  it('is one of the outages that were downtime before, as often as repairs take that long', () => {
    const terms = { downtime: { ...tiny, after: '12h' }, longOutage: { ...tiny, after: '36h' } };
    const short = slashes(terms, failing, 'downtime');
    const long = slashes(terms, failing, 'longOutage');
    // Repairs are exponential with a mean of a day: another day later e^-1 of those that last still do.
    expect(countDistance(long.length, short.length, Math.exp(-1))).toBeLessThan(unlikely);
    const began = new Set(short.map(row => `${row.operator} ${(Number(row.time_days) - 0.5).toFixed(9)}`));
    for (const row of long) {
      expect(began).toContain(`${row.operator} ${(Number(row.time_days) - 1.5).toFixed(9)}`);
    }
  });

  it('leaves what is slashed for downtime as it is', () => {
    const downtime = { fraction: '0.001%', after: '12h', detection: { probability: 0.5 } };
    const alone = slashes({ downtime }, failing, 'downtime');
    expect(alone.length).toBeGreaterThan(100);
    const both = slashes({ downtime, longOutage: { ...tiny, after: '36h' } }, failing, 'downtime');
    expect(both.map(row => [row.time_days, row.operator])).toEqual(
      alone.map(row => [row.time_days, row.operator]),
    );
  });
});

describe('latency', () => {
  it('comes at its hazard', () => {
    const found = slashes({ latency: tiny }, { hazards: { latency: 12 } }, 'latency');
    const expected = 12 * 100 * (100 / 365);
    expect(Math.abs(found.length - expected) / Math.sqrt(expected)).toBeLessThan(unlikely);
  });

  it('costs more when it is repeated, and other conditions no more', () => {
    const repeat = { growth: 5, within: '100d', max: '5%' };
    const terms = { latency: { fraction: '1%', repeat }, wrongResult: { fraction: '1%', repeat } };
    const usd = slashes(terms, { hazards: { latency: 4 } }, 'latency').map(
      row => [row.operator, Number(row.amount_usd)] as const,
    );
    const seen = new Set<unknown>();
    for (const [operator, amount] of usd) {
      // Of 9,500 USD that are allocated at first.
      if (!seen.has(operator)) expect(amount).toBeCloseTo(95, 6);
      else expect(amount).toBeGreaterThan(300);
      seen.add(operator);
    }
    expect(usd.length).toBeGreaterThan(seen.size);
  });
});
