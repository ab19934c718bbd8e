import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { merged, type Written } from '../scenario/small.ts';
import { scenarios, withConstantPrices } from './worlds/random-scenario.ts';
import { equal, number, observations, rowsOf } from './worlds/rows.ts';

const most = 30_000;

/** The scenario in which every AVS that pays by shares has a controller, and auctions the places of its last set. */
function adapting(scenario: Written): Written {
  const avss = Object.entries(scenario.avss as Record<string, Written>).map(([name, avs]) => {
    const budget = avs.budget as { usdPerWeek: number; split: Record<string, number> | string } | undefined;
    if (budget === undefined || typeof budget.split === 'string' || budget.usdPerWeek === 0)
      return [name, {}];
    const sets = Object.keys(avs.sets as Written);
    const last = sets.at(-1)!;
    const controller = {
      targets: Object.fromEntries(sets.map((set, i) => [set, { slashableUsd: 10_000 * (i + 1) }])),
      budget: { kp: 0.5, ki: 0.1, min: budget.usdPerWeek / 2, max: most },
      ...(sets.length > 1 ? { split: { step: 0.2 } } : {}),
    };
    const auctioned =
      (budget.split[last] ?? 0) > 0
        ? {
            [last]: {
              admission: { cap: undefined },
              reward: undefined,
              auction: { places: 2, every: '5d' },
            },
          }
        : {};
    return [name, { budget: { controller }, sets: auctioned }];
  });
  const changed = merged(scenario, { avss: Object.fromEntries(avss) as Written });
  // A reward rule is replaced, not merged.
  return JSON.parse(JSON.stringify(changed), (_, value: Written) =>
    value?.auction === undefined ? value : { ...value, reward: { kind: 'operatorDirected' } },
  ) as Written;
}

describe('AVSs that adapt and auction, in any scenario,', () => {
  it('pay what their rules allow, to the last part, and fill no more places than there are', () => {
    const seen = { moved: 0, auctioned: 0, full: 0 };
    const law = (written: Written): void => {
      const rows = rowsOf(written);
      const budgets = new Map<string, number>();
      for (const row of observations(rows, 'sets')) {
        const { avs, set } = row;
        const spec = (written.avss as Record<string, Written>)[String(avs)]!;
        const parts = ['operators_usd', 'restakers_usd', 'refunded_usd', 'stuck_usd', 'fee_usd'];
        const paid = parts.reduce((sum, part) => sum + number(row, part), 0);
        expect(equal(paid, number(row, 'pool_usd'))).toBe(true);
        if (!(spec.budget as Written | undefined)?.controller) continue;
        const key = `${avs} ${row.time_days}`;
        budgets.set(key, (budgets.get(key) ?? 0) + number(row, 'pool_usd'));
        if ((spec.sets as Record<string, Written>)[String(set)]!.auction === undefined) continue;
        expect(row.members).toBeLessThanOrEqual(2);
        seen.auctioned++;
        if (row.members === 2) seen.full++;
      }
      for (const usd of budgets.values()) expect(7 * usd).toBeLessThanOrEqual(most * (1 + 1e-9));
      seen.moved += new Set([...budgets.values()].map(usd => usd.toPrecision(9))).size;
    };
    fc.assert(fc.property(scenarios.map(adapting).map(withConstantPrices), law), {
      seed: 20_261_122,
      numRuns: 25,
      endOnFailure: true,
    });
    expect(seen.auctioned).toBeGreaterThan(200);
    expect(seen.full).toBeGreaterThan(20);
    expect(seen.moved).toBeGreaterThan(50);
  });
});
