import { describe, expect, it } from 'vitest';
import { countDistance, unlikely } from '../../economy/distance.ts';
import { number, observations, rowsOf, total } from '../../laws/worlds/rows.ts';
import { type Written, written } from '../../scenario/small.ts';

/** What an hour of faked work saves, in USD; work of one copy, in hours; what a slash takes of the allocation. */
const saves = 0.02;
const hours = 0.5;
const fraction = 0.01;

/** Own stake of 10 ETH at 1,000 USD, 95% of it allocated. */
const allocatedUsd = 9_500;

/** Audits that make faking as good as working: what they put at stake in an hour is what an hour of fakes saves. */
const deterring = (saves * hours) / (fraction * allocatedUsd);

/** Three operators that do or fake a year of tasks and never leave by choice. */
function working(audit: number, changes: { main?: Written; policy?: Written; saved?: number } = {}) {
  const policy = {
    reviewEvery: '1d',
    rationality: 1e6,
    riskAversion: 0,
    switchingUsd: 1e9,
    ...changes.policy,
  };
  return rowsOf(
    written({
      horizon: '1y',
      sampleEvery: '73d',
      avss: {
        one: {
          tasks: {
            work: {
              perDay: 100,
              resource: 'cpu',
              hours: { mean: hours },
              deadline: '1d',
              audit,
              sets: ['main'],
            },
          },
          sets: { main: { slashing: { wrongResult: { fraction } }, ...changes.main } },
        },
      },
      operators: {
        ordinary: {
          costs: { savedByFakingUsdPerHour: changes.saved ?? saves },
          starts: { 'one.main': 1 },
          policy,
        },
      },
    }),
  );
}

type Rows = ReturnType<typeof working>;
const serviceAfter = (rows: Rows, day: number) =>
  observations(rows, 'service').filter(row => number(row, 'time_days') > day);
const fakedShare = (rows: Rows, day = 20) => {
  const days = serviceAfter(rows, day);
  return total(days, 'faked') / total(days, 'copies');
};
const events = (rows: Rows, kind: string) => observations(rows, 'events').filter(row => row.kind === kind);

describe('operators that can save by faking work', () => {
  it('do all of it where audits put more at stake than faking saves, and fake all of it where less', () => {
    // Slashes for fakes lower the stake, and so what is at stake, which can only make faking better.
    expect(fakedShare(working(deterring * 1.01))).toBe(0);
    expect(fakedShare(working(deterring * 0.99))).toBe(1);
  });

  it('work before their first review, and if faking saves nothing', () => {
    const first = serviceAfter(working(0), 0)[0]!;
    expect(number(first, 'faked')).toBeLessThan(number(first, 'copies'));
    expect(fakedShare(working(0, { saved: 0 }), 0)).toBe(0);
    expect(fakedShare(working(0))).toBe(1);
  });

  it('fake half of the sets they serve, on average, if both are as good', () => {
    const noisy = fakedShare(working(deterring, { policy: { rationality: 0 } }));
    expect(noisy).toBeGreaterThan(0.4);
    expect(noisy).toBeLessThan(0.6);
  });

  it('are found out by audits at their rate, and by nothing else', () => {
    const audit = 0.02;
    const rows = working(audit, { main: { slashing: { wrongResult: { fraction: 0.000001 } } } });
    const faked = total(serviceAfter(rows, 0), 'faked');
    const found = events(rows, 'offence').length;
    expect(faked).toBeGreaterThan(30_000);
    expect(countDistance(found, faked, audit)).toBeLessThan(unlikely);
    expect(events(working(audit, { saved: 0 }), 'offence')).toEqual([]);
  });

  it('save what they did not do, which lowers their cost', () => {
    const rows = working(0);
    const saved = -total(observations(rows, 'operators'), 'cost_usd');
    const worth = total(serviceAfter(rows, 0), 'faked') * hours * saves;
    // Work varies from copy to copy with a coefficient of 0.5.
    expect(Math.abs(saved / worth - 1)).toBeLessThan((3 * 0.5) / Math.sqrt(30_000));
  });

  it('are deterred by the loss of a membership that pays, where a slash ends it', () => {
    const paid = { budget: { token: 'ait', usdPerWeek: 3_000, split: { main: 1 } } };
    const underRemoval = (removes: boolean) => {
      const scenario = written({
        horizon: '120d',
        avss: {
          one: {
            ...paid,
            tasks: {
              work: {
                perDay: 100,
                resource: 'cpu',
                hours: { mean: 0.5 },
                deadline: '1d',
                audit: 0.001,
                sets: ['main'],
              },
            },
            sets: { main: { slashing: { wrongResult: { fraction: 0.001, removes } } } },
          },
        },
        operators: {
          ordinary: {
            costs: { savedByFakingUsdPerHour: 1 },
            starts: { 'one.main': 1 },
            policy: {
              reviewEvery: '1d',
              rationality: 1e6,
              riskAversion: 0,
              switchingUsd: 1e9,
              horizon: '90d',
            },
          },
        },
      });
      return rowsOf(scenario);
    };
    expect(fakedShare(underRemoval(true))).toBe(0);
    const careless = underRemoval(false);
    expect(fakedShare(careless)).toBe(1);
    expect(events(careless, 'ejection')).toEqual([]);
  });
});

describe('a slash that removes', () => {
  it('ends the membership, and the set never takes the operator again', () => {
    const rows = working(0.01, {
      main: { slashing: { wrongResult: { fraction: 0.000001, removes: true } } },
      // At random: whoever may would join again.
      policy: { rationality: 0, tastes: 'fresh' },
    });
    // One may have left by itself, and be slashed while it still can be.
    const slashes = new Map(events(rows, 'slash').map(row => [row.operator, number(row, 'time_days')]));
    expect(slashes.size).toBe(3);
    const ejections = events(rows, 'ejection');
    expect(ejections.length).toBeGreaterThan(0);
    for (const row of ejections) {
      expect(row.detail).toBe('slashed');
      expect(number(row, 'time_days')).toBe(slashes.get(row.operator!));
    }
    const joins = events(rows, 'join');
    expect(joins.length).toBeGreaterThan(0);
    for (const row of joins) expect(number(row, 'time_days')).toBeLessThan(slashes.get(row.operator!)!);
  });
});
