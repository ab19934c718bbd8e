import type { SetId } from '../ids.ts';

/** What someone who might break faith weighed: an AVS its slashing, or members of a set an attack on it. */
export interface CorruptionChoice {
  readonly avs: number;
  /** Set concerned; -1 where the AVS weighs. */
  readonly set: SetId;
  /** Operators that would be slashed. */
  readonly members: number;
  readonly profitUsd: number;
  readonly costUsd: number;
  /** No coalition costs less; below the cost only where the search for one was cut short. */
  readonly boundUsd: number;
  readonly strikes: boolean;
}
