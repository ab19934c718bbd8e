import { strategyUsd } from '../../state/stake.ts';
import type { State } from '../../state/state.ts';
import { quantile } from '../statistics/concentration.ts';
import type { CohortState } from './cohorts.ts';

/** Weeks that stake takes to leave: the withdrawal delay of 14 days. */
const WEEKS_TO_LEAVE = 2;

/** What the cohorts have at the end of each week, and at which prices. */
export interface ExitValues {
  week(states: readonly CohortState[]): void;
  /** 5th percentile over weeks of what is left of a cohort's stake when it has left; null if the run is too short. */
  fifthPercentile(cohort: number): number | null;
}

/**
 * Liquidity-adjusted value of stake: what a dollar of it that asks to leave at the end of a week is worth 14 days later,
 * when it is out, after the slashes and the moves of prices in between.
 */
export function createExitValues(state: State): ExitValues {
  const { world } = state;
  const weeks: { readonly states: readonly CohortState[]; readonly usd: readonly number[] }[] = [];
  return {
    week: states => {
      weeks.push({ states, usd: world.strategies.map((_, k) => strategyUsd(state, k)) });
    },
    fifthPercentile: cohort => {
      const left = weeks.slice(WEEKS_TO_LEAVE).flatMap(({ states, usd }, i) => {
        const before = weeks[i]!;
        const was = before.states[cohort]!;
        const value = was.delegated.reduce((sum, units, k) => sum + units * before.usd[k]!, 0);
        if (value <= 0) return [];
        const out = was.delegated.reduce((sum, units, k) => {
          const staked = units + was.queued[k]!;
          const lost = Math.max(0, states[cohort]!.lost[k]! - was.lost[k]!);
          return sum + (staked > 0 ? units * Math.max(0, 1 - lost / staked) * usd[k]! : 0);
        }, 0);
        return [out / value];
      });
      return quantile(left, 0.05);
    },
  };
}
