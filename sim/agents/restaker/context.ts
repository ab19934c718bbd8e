import type { Clock, Streams } from '../../engine/index.ts';
import type { OperatorId } from '../../ids.ts';
import type { AccountTraits } from '../../scenario/index.ts';
import type { State } from '../../state/state.ts';
import type { UndelegatedStake } from '../../state/undelegated-stake.ts';
import type { DelegationActions, Delegations } from './delegation.ts';
import type { ObservationHistory } from './observation.ts';
import type { PastObservations } from './policies/observations.ts';

/** What restakers go by when they decide, and what they can do. */
export interface DecisionContext {
  readonly state: State;
  readonly accounts: AccountTraits;
  readonly undelegated: UndelegatedStake;
  readonly delegations: DelegationActions;
  readonly observations: PastObservations;
  /** Whether an operator serves some set: nobody moves to one that does not. */
  readonly isOpen: (operator: OperatorId) => boolean;
  /** Present time, in days. */
  readonly clock: { readonly now: number };
}

/** What all restakers of a world see and act on. */
export interface RestakerContext extends DecisionContext {
  readonly delegations: Delegations;
  readonly observations: ObservationHistory;
  readonly clock: Clock;
  readonly streams: Streams;
  readonly listener: RestakerListener;
}

/** Hears what restakers do that others should know. */
export interface RestakerListener {
  /** Called when accounts of a cohort leave restaking at once. */
  fled(flight: Flight): void;
}

/** Accounts of a cohort that left restaking on one midnight, and their stake. */
export interface Flight {
  readonly kind: 'panic' | 'liquidation';
  readonly cohort: number;
  readonly accounts: number;
  readonly usd: number;
}
