import type { Budget } from '../../state/state.ts';

/** What an AVS can see of one of its sets. */
export interface SetSight {
  /** Registered members. */
  readonly members: number;
  /** Stake that the set can slash, USD. */
  readonly slashableUsd: number;
  /** Paid to operators and restakers since it last looked, USD. */
  readonly paidUsd: number;
}

/** What an AVS can see of one kind of its tasks since it last looked; null if there was none. */
export interface TaskSight {
  /** Work that members that were up could have done, over the work that arrived. */
  readonly coverage: number | null;
  /** Fraction of the tasks that ended which met their deadline. */
  readonly onTime: number | null;
}

/** What an AVS knows when it decides about its budget. */
export interface AvsSight {
  readonly day: number;
  readonly budget: Budget;
  readonly sets: Readonly<Record<string, SetSight>>;
  readonly tasks: Readonly<Record<string, TaskSight>>;
  /** What the policy told itself last time; empty at first. */
  readonly memory: readonly number[];
}

/** What an AVS decides for the weeks until it looks again. */
export interface AvsDecision {
  readonly usdPerWeek: number;
  /** Share of each set, together 1; as before if left out. */
  readonly split?: Budget['split'];
  /** What the policy wants to know next time. */
  readonly memory?: readonly number[];
}

/**
 * How an AVS adapts what it pays: called once an epoch, a week unless its controller says otherwise. It must depend
 * on the sight alone, so that the same scenario and seed give the same run.
 */
export type AvsPolicy = (sight: AvsSight) => AvsDecision;
