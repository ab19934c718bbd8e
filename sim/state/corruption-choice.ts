import type { SetId } from '../ids.ts';

/**
 * What an AVS that may slash without an offence, or members of a set who may attack it, weighed. A
 * check leaves one whether or not it strikes: the tables follow how near a strike was.
 */
export interface CorruptionChoice {
  readonly avs: number;
  /** Set concerned; -1 where the AVS weighs. */
  readonly set: SetId;
  /** Operators that would be slashed: the AVS's victims, or the members of the coalition. */
  readonly members: number;
  /** What it would bring, and what it would cost in slashes and in income for ever, at present value. */
  readonly profitUsd: number;
  readonly costUsd: number;
  /** No coalition costs less; below the cost only where the search for one was cut short. */
  readonly boundUsd: number;
  /** Whether it pays: the AVS slashes, or the coalition attacks. */
  readonly strikes: boolean;
}
