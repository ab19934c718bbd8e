import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Row } from '../../sim/index.ts';
import type { Written } from '../scenario/small.ts';
import { scenarios, withConstantPrices } from './worlds/random-scenario.ts';
import { equal, number, observations, rowsOf } from './worlds/rows.ts';

/** A random scenario in which each cohort holds a token that falls, on credit; its first cohort are curators. */
function frightened(written: Written): Written {
  const calm = withConstantPrices(written);
  const [to] = calm.strategies as string[];
  const cohorts = Object.entries(calm.restakers as Record<string, Written>).map(([name, cohort], i) => [
    name,
    {
      ...cohort,
      ...(i === 0 && {
        policy: { kind: 'curator', rebalance: { every: '5d', avsCap: 0.8, correlation: 0.5 } },
      }),
      token: 'falling',
      panic: { perYear: 1, slash: 10, depeg: 20 },
      leverage: { ltv: { uniform: [0.1, 0.9] }, liquidation: 0.95 },
    },
  ]);
  return {
    ...calm,
    assets: { ...(calm.assets as Written), falling: { peg: { to, shocks: [[4, 0.2]], recovery: '3d' } } },
    restakers: Object.fromEntries(cohorts),
  };
}

describe('restakers who flee, are liquidated or rebalance', () => {
  it('have all their stake somewhere: delegated, queued, outside or slashed', () => {
    const told = { panic: 0, liquidation: 0 };
    const law = (rows: readonly Row[]) => {
      const start = new Map(
        observations(rows, 'outcomes').map(row => [row.cohort, number(row, 'stake_usd')]),
      );
      for (const row of observations(rows, 'restakers')) {
        const places = ['delegated_usd', 'queued_usd', 'outside_usd', 'slashed_usd'];
        const stake = start.get(row.cohort!)!;
        const found = places.reduce((sum, place) => sum + number(row, place), 0);
        expect(equal(found, stake, stake), `${row.cohort}: ${found} of ${stake}`).toBe(true);
      }
      for (const { kind } of observations(rows, 'events'))
        if (kind === 'panic' || kind === 'liquidation') told[kind]++;
    };
    fc.assert(
      fc.property(scenarios.map(frightened), written => law(rowsOf(written))),
      { seed: 20_261_122, numRuns: 25, endOnFailure: true },
    );
    expect(Math.min(told.panic, told.liquidation)).toBeGreaterThan(5);
  });
});
