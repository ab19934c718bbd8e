import type { AvsPolicy } from './avs/policy.ts';
import type { RestakerPolicy } from './restaker/policy.ts';

/** Policies that a library user puts in the place of those a scenario names. */
export interface Policies {
  /** By AVS. */
  readonly avs?: Readonly<Record<string, AvsPolicy>>;
  /** By cohort of restakers. */
  readonly restakers?: Readonly<Record<string, RestakerPolicy>>;
}
