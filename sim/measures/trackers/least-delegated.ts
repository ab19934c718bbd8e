import { strategyUsd } from '../../state/stake.ts';
import type { State } from '../../state/state.ts';
import type { CohortStart } from './cohorts.ts';
import type { Holdings } from './holdings.ts';

/** Follows which part of its stake each cohort has delegated, day by day. */
export interface LeastDelegated {
  /** Least part on a day of the sample period, as a fraction; null of a cohort without stake. */
  of(cohort: number): number | null;
  /** Adds a day; call once a day. */
  addDay(): void;
  /** Starts the next period. */
  startPeriod(): void;
}

/**
 * Least delegated parts of no day yet. The whole is what the cohort started with, at prices of the day: what was slashed
 * counts among the rest.
 */
export function createLeastDelegated(state: State, start: CohortStart, holdings: Holdings): LeastDelegated {
  const { world, operators } = state;
  const least: (number | null)[] = world.cohorts.map(() => null);
  return {
    of: cohort => least[cohort]!,
    startPeriod: () => {
      least.fill(null);
    },
    addDay: () => {
      world.cohorts.forEach((_, cohort) => {
        let whole = 0;
        let delegated = 0;
        world.strategies.forEach((_, k) => {
          const usd = strategyUsd(state, k);
          whole += start.units[cohort]![k]! * usd;
          for (const { id } of operators) delegated += holdings.shares(id, cohort, k) * usd;
        });
        if (whole <= 0) return;
        const part = Math.min(1, delegated / whole);
        least[cohort] = Math.min(least[cohort] ?? part, part);
      });
    },
  };
}
