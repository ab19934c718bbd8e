import type { State } from '../../state/state.ts';

/** What is summed over a sample period. */
export interface SamplePeriod {
  /** Pay of each membership over the period, before the split, in USD; none for those never paid. */
  readonly paidUsd: readonly number[];
  /** Adds a day; call once a day, before its counters are reset. */
  addDay(): void;
  /** Starts the next period. */
  start(): void;
}

/** The first sample period, from the start of the run. */
export function createSamplePeriod({ mirrors, rewards }: State): SamplePeriod {
  const paidUsd: number[] = [];
  return {
    paidUsd,
    addDay: () => {
      for (let membership = 0; membership < mirrors.memberships.count; membership++) {
        paidUsd[membership] = (paidUsd[membership] ?? 0) + (rewards.lastDay.paidUsd[membership] ?? 0);
      }
    },
    start: () => {
      paidUsd.fill(0);
    },
  };
}
