import type { SlashOutlook } from '../../../state/slash-outlook.ts';

/** What restakers can see of each operator on one day, `[operator]`. */
export interface OperatorObservations {
  /** Yearly return that its delegators get from pay that follows stake, as a fraction, smoothed. */
  readonly apr: Float64Array;
  /** What its delegators share of pay that does not follow stake, in USD a year, smoothed. */
  readonly sharedUsd: Float64Array;
  /** Stake delegated to it, in USD. */
  readonly stakeUsd: Float64Array;
  /** Expected fraction of delegated stake lost to slashes a year, and its variance. */
  readonly loss: Float64Array;
  readonly variance: Float64Array;
  /** Mean loss in the worst 5 % of years. */
  readonly tail: Float64Array;
  /** Part of all stake. */
  readonly share: Float64Array;
  /** What was expected of each set's slashing, `[set]`; nothing before the first day. */
  slashing: readonly SlashOutlook[];
}

/** Observations of the last days, so that restakers with an attention lag see old ones. */
export interface PastObservations {
  /** What could be seen on a day, or on the oldest one still kept. */
  on(day: number): OperatorObservations;
}
