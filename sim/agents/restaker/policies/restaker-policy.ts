import { activeMemberships } from '../../../state/stake.ts';
import type { State } from '../../../state/state.ts';
import type { OperatorObservations } from '../observation.ts';
import { sharedApr } from '../utility.ts';

/** What can be seen of an operator that a restaker may delegate to. */
export interface Candidate {
  readonly operator: number;
  readonly name: string;
  /**
   * Expected yearly return less the expected loss to slashes, as a fraction: with the account's stake on top, where
   * it is not there already.
   */
  readonly netYield: number;
  /** Variance of the yearly loss, and mean loss in the worst 5% of years, as fractions of stake. */
  readonly variance: number;
  readonly tail: number;
  /** Part of all stake. */
  readonly share: number;
  /** Names of the sets that it serves now, as `avs.set`. */
  readonly sets: readonly string[];
}

/** What one account looks at when it reviews. */
export interface RestakerObservation {
  /** Time in days. */
  readonly day: number;
  /** Midnight that it looks back at: the last that is as old as its cohort's attention lag. */
  readonly seenOn: number;
  /** Stake that the account came with, in USD at today's prices. */
  readonly stakeUsd: number;
  /** Operator that it delegates to, or -1 while it is outside restaking. */
  readonly operator: number;
  /** Operators that serve some set and had stake on that midnight; made when first asked for. */
  readonly candidates: readonly Candidate[];
  /** Whether the protocol would take its stake for an operator: not once one lost all its magnitude. */
  takes(operator: number): boolean;
}

/**
 * Decides what an account does at a review: `stay` as it is, `exit` restaking, or delegate all to an operator. It is
 * given independent uniform draws; with no randomness of its own the run stays a function of its seed. A choice that
 * the cohort's cap or the protocol forbids changes nothing.
 */
export type RestakerPolicy = (
  observation: RestakerObservation,
  uniforms: readonly [number, number, number],
) => 'stay' | 'exit' | number;

/** An observation that makes its candidates when they are asked for: one is made at every review, and named policies never ask. */
export class AccountObservation implements RestakerObservation {
  readonly day: number;
  readonly seenOn: number;
  readonly stakeUsd: number;
  readonly operator: number;
  readonly takes: (operator: number) => boolean;
  readonly #look: (observation: RestakerObservation) => Candidate[];
  #candidates: readonly Candidate[] | undefined;

  /** @param look makes the candidates of an observation */
  constructor(
    { day, seenOn, stakeUsd, operator, takes }: Omit<RestakerObservation, 'candidates'>,
    look: (observation: RestakerObservation) => Candidate[],
  ) {
    this.day = day;
    this.seenOn = seenOn;
    this.stakeUsd = stakeUsd;
    this.operator = operator;
    this.takes = takes;
    this.#look = look;
  }

  get candidates(): readonly Candidate[] {
    this.#candidates ??= this.#look(this);
    return this.#candidates;
  }
}

/** What can be seen of every candidate, for an account that brings `stakeUsd` to those it is not with. */
export function candidatesSeen(
  state: State,
  seen: OperatorObservations,
  isOpen: (operator: number) => boolean,
  present: number,
  stakeUsd: number,
): Candidate[] {
  const { sets } = state.world;
  return state.operators
    .filter(({ id }) => isOpen(id) && seen.share[id]! > 0)
    .map(({ id, name }) => ({
      operator: id,
      name,
      netYield: seen.apr[id]! + sharedApr(seen, id, id === present ? 0 : stakeUsd) - seen.loss[id]!,
      variance: seen.variance[id]!,
      tail: seen.tail[id]!,
      share: seen.share[id]!,
      sets: activeMemberships(state, id).map(membership => {
        const set = sets[state.mirrors.memberships.set[membership]!]!;
        return `${set.avsName}.${set.name}`;
      }),
    }));
}
