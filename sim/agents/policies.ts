import type { AvsPolicy } from './avs/avs-policy.ts';
import type { OperatorPolicy } from './operator/policies/operator-policy.ts';
import type { RestakerPolicy } from './restaker/policies/restaker-policy.ts';

/** Policies that a library user puts in the place of those a scenario names. */
export interface Policies {
  /** By AVS. */
  readonly avs?: Readonly<Record<string, AvsPolicy>>;
  /** By group of operators. */
  readonly operators?: Readonly<Record<string, OperatorPolicy>>;
  /** By cohort of restakers. */
  readonly restakers?: Readonly<Record<string, RestakerPolicy>>;
}
