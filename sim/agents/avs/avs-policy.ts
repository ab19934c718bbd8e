import type { AvsBudget } from '../../state/state.ts';

/** What an AVS can see of one of its sets. */
export interface AvsSetObservation {
  /** Registered members. */
  readonly members: number;
  /** Stake that the set can slash, USD. */
  readonly slashableUsd: number;
  /** Paid to operators and restakers since it last looked, USD. */
  readonly paidUsd: number;
}

/** What an AVS can see of one kind of its tasks since it last looked; null if there was none. */
export interface TaskObservation {
  /** Work that members that were up could have done, over the work that arrived. */
  readonly coverage: number | null;
  /** Fraction of the tasks that ended which met their deadline. */
  readonly onTime: number | null;
}

/** What an AVS knows when it decides about its budget. */
export interface AvsObservation {
  readonly day: number;
  readonly budget: AvsBudget;
  readonly sets: Readonly<Record<string, AvsSetObservation>>;
  readonly tasks: Readonly<Record<string, TaskObservation>>;
  /** What the policy told itself last time; empty at first. */
  readonly memory: readonly number[];
}

/** What an AVS decides for the weeks until it looks again. */
export interface AvsDecision {
  readonly usdPerWeek: number;
  /** Share of each set, together 1; as before if left out. */
  readonly split?: AvsBudget['split'];
  /** What the policy wants to know next time. */
  readonly memory?: readonly number[];
}

/**
 * How an AVS adapts what it pays: called once an epoch, a week unless its controller says otherwise. It must depend
 * on the observation alone, so that the same scenario and seed give the same run.
 */
export type AvsPolicy = (observation: AvsObservation) => AvsDecision;
