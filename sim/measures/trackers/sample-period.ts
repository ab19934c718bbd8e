import type { State } from '../../state/state.ts';

/** What is summed over a sample period. */
export interface SamplePeriod {
  /** Pay of each membership over the period, before the split, in USD; none for those never paid. */
  readonly paidUsd: readonly number[];
  /** Days of the period so far, if it ends at the end of this day. */
  daysUntil(day: number): number;
  /** Adds a day; call once a day, before its counters are reset. */
  addDay(): void;
  /** Starts the next period at the end of a day. */
  startAt(day: number): void;
}

/** The first sample period, from the start of the run. */
export function createSamplePeriod({ mirrors, rewards }: State): SamplePeriod {
  const paidUsd: number[] = [];
  let start = 0;
  return {
    paidUsd,
    daysUntil: day => day - start,
    addDay: () => {
      for (let membership = 0; membership < mirrors.memberships.count; membership++) {
        paidUsd[membership] = (paidUsd[membership] ?? 0) + (rewards.lastDay.paidUsd[membership] ?? 0);
      }
    },
    startAt: day => {
      start = day;
      paidUsd.fill(0);
    },
  };
}
