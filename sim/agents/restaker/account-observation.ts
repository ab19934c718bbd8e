import type { OperatorId } from '../../ids.ts';
import { activeMemberships } from '../../state/stake.ts';
import type { DecisionContext } from './context.ts';
import type { Candidate, RestakerObservation } from './policies/restaker-policy.ts';
import { sharedApr } from './policies/utility.ts';
import { sharersUsd } from './sharers.ts';

/** An observation that makes its candidates when they are asked for: one is made at every review, and named policies never ask. */
export class AccountObservation implements RestakerObservation {
  readonly day: number;
  readonly seenOn: number;
  readonly stakeUsd: number;
  readonly operator: OperatorId;
  readonly outsideYield: number;
  readonly lost: number;
  readonly takes: (operator: OperatorId) => boolean;
  readonly #look: (observation: RestakerObservation) => Candidate[];
  #candidates: readonly Candidate[] | undefined;

  /** @param look makes the candidates of an observation */
  constructor(
    { day, seenOn, stakeUsd, operator, outsideYield, lost, takes }: Omit<RestakerObservation, 'candidates'>,
    look: (observation: RestakerObservation) => Candidate[],
  ) {
    this.day = day;
    this.seenOn = seenOn;
    this.stakeUsd = stakeUsd;
    this.operator = operator;
    this.outsideYield = outsideYield;
    this.lost = lost;
    this.takes = takes;
    this.#look = look;
  }

  get candidates(): readonly Candidate[] {
    this.#candidates ??= this.#look(this);
    return this.#candidates;
  }
}

/**
 * What can be seen of every candidate.
 *
 * @param observation of the account that looks; it would bring its stake to those that it is not with
 */
export function candidatesSeen(
  context: Pick<DecisionContext, 'state' | 'observations' | 'isOpen' | 'undelegated'>,
  { seenOn, operator: present, stakeUsd }: Omit<RestakerObservation, 'candidates'>,
): Candidate[] {
  const { state, observations, isOpen } = context;
  const seen = observations.on(seenOn);
  const { sets } = state.world;
  return state.operators
    .filter(({ id }) => isOpen(id) && seen.share[id]! > 0)
    .map(({ id, name }) => ({
      operator: id,
      name,
      netYield:
        seen.apr[id]! +
        sharedApr(seen, id, sharersUsd(context, id) + (id === present ? 0 : stakeUsd)) -
        seen.loss[id]!,
      variance: seen.variance[id]!,
      tail: seen.tail[id]!,
      share: seen.share[id]!,
      sets: activeMemberships(state, id).map(membership => {
        const set = sets[state.mirrors.memberships.set[membership]!]!;
        return `${set.avsName}.${set.name}`;
      }),
    }));
}
