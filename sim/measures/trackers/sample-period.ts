import type { Availability } from '../../economy/index.ts';
import type { State } from '../../state/state.ts';

/** What is summed over a sample period. */
export interface SamplePeriod {
  /** Days of the period that each operator was up, `[operator]`. */
  readonly upDays: Float64Array;
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
export function createSamplePeriod(
  { operators, mirrors, rewards }: State,
  availability: Availability,
): SamplePeriod {
  const upDays = new Float64Array(operators.length);
  const paidUsd: number[] = [];
  let start = 0;
  return {
    upDays,
    paidUsd,
    daysUntil: day => day - start,
    addDay: () => {
      for (const { id } of operators) upDays[id]! += availability.upDays[id]!;
      for (let membership = 0; membership < mirrors.memberships.count; membership++) {
        paidUsd[membership] = (paidUsd[membership] ?? 0) + (rewards.lastDay.paidUsd[membership] ?? 0);
      }
    },
    startAt: day => {
      start = day;
      upDays.fill(0);
      paidUsd.fill(0);
    },
  };
}
