import { createAuctions } from './agents/avs/auction.ts';
import { createBudgetReviews } from './agents/avs/budget-review.ts';
import { createTreasury, type Treasury } from './agents/avs/pay/treasury.ts';
import { createAccounting, type OperatorAccounting } from './agents/operator/accounting.ts';
import type { Policies } from './agents/policies.ts';
import { createObservations, type ObservationHistory } from './agents/restaker/observation.ts';
import { createRestakers } from './agents/restaker/restakers.ts';
import type { PriceProcess } from './economy/index.ts';
import type { Clock, Streams } from './engine/index.ts';
import type { InitialState } from './initialise.ts';
import { createObserver, type Observer } from './measures/observer.ts';
import { createInterventions } from './processes/interventions.ts';
import { createMembership } from './processes/membership.ts';
import { type Reactors, reactionsOf } from './processes/reactions.ts';
import { createSignals } from './processes/signals.ts';
import { createSlashing } from './processes/slashing.ts';
import { createWork } from './processes/work.ts';
import { createEventLog } from './state/event-log.ts';
import { createOperatorAccounts } from './state/operator-accounts.ts';
import { servesAnySet } from './state/stake.ts';
import type { UndelegatedStake } from './state/undelegated-stake.ts';

/** What a run is asked for, beside the world that it starts from. */
export interface RunTerms {
  readonly clock: Clock;
  readonly streams: Streams;
  /** Length of the run. */
  readonly days: number;
  /**
   * Moves all prices to those of a day, and any of them from outside. The state has the prices, but not what moves
   * them.
   */
  readonly movePricesTo: PriceProcess['step'];
  readonly scalePrice: PriceProcess['scale'];
  /** Deciders in the place of those that the scenario names. */
  readonly policies: Policies;
  /** Names of the tables to make rows of. Unknown names have been refused by then. */
  readonly wanted: ReadonlySet<string>;
}

/**
 * Everybody and everything that takes part in a run: what the phases of a day call upon. One flat record: a phase
 * of `simulate.ts` takes out what it needs, and who acts when is decided there alone.
 */
export interface Participants extends Omit<Reactors, 'measureSlash'>, RunTerms {
  /** Stake outside restaking and in the withdrawal queue. */
  readonly undelegated: UndelegatedStake;
  /** What restakers can see of operators, day by day. */
  readonly observations: ObservationHistory;
  /** Pays for AVSs and the protocol's programmes. */
  readonly treasury: Treasury;
  /** Lets AVSs that adapt decide on their budgets at the end of a day. */
  readonly reviewBudgets: (day: number) => void;
  /** Carries out the interventions of a day. */
  readonly intervene: (day: number) => void;
  /** Holds the auctions of places that are due on a day. */
  readonly holdAuctions: (day: number) => void;
  /** Books operators' income and cost at the end of a day. */
  readonly accounting: OperatorAccounting;
  /** Makes the rows; it reads only. */
  readonly observer: Observer;
}

/**
 * Puts everybody who acts in a world on its clock, and those who measure beside them, and connects them by signals.
 * Who is made first schedules its first events first: at one instant they keep that order. To move a line here can
 * therefore change results where events fall on one instant.
 *
 * @throws Error if a policy is for an AVS, a group or a cohort that is not in the world
 */
export function createParticipants(start: InitialState, terms: RunTerms): Participants {
  const { state, accounts, undelegated, payStreams, attention, expected } = start;
  const { clock, streams, policies, wanted } = terms;
  // Whoever is made below emits only from events, later on: reactions are connected once all are there.
  const { emit, connect } = createSignals();
  const log = createEventLog(state.world, clock);
  const operatorAccounts = createOperatorAccounts(state.operators);

  const context = { state, clock, streams, emit };
  const work = createWork(context, terms.days);
  const { availability, service, effort } = work;
  const slashing = createSlashing(context);
  const deciding = { work, slashing, operatorAccounts, attention, policies: policies.operators };
  const membership = createMembership(context, deciding);
  const observations = createObservations(state, expected);
  const restakers = createRestakers({
    state,
    accounts,
    undelegated,
    observations,
    isOpen: operator => servesAnySet(state, operator),
    clock,
    streams,
    policies: policies.restakers,
    listener: { fled: flight => emit('fled', flight) },
  });
  const treasury = createTreasury(state, payStreams, { ...work, scalePrice: terms.scalePrice });
  const pay = treasury.lastDay;
  // Live references, read at the end of a day: what has to be remembered, trackers copy.
  const observed = {
    accounts,
    outside: undelegated.outside,
    moves: restakers.moves,
    operatorAccounts,
    log,
    service,
    availability,
    faked: effort.faked,
    pay,
    cuts: treasury.cuts,
    burned: treasury.burned,
    unminted: treasury.unminted,
    redistributed: slashing.slashedStake,
  };
  const observer = createObserver(state, observed, wanted);
  const reactors = { state, emit, log, operatorAccounts, work, slashing, membership, restakers };
  connect(reactionsOf({ ...reactors, measureSlash: ({ operator, set }) => observer.slashed(operator, set) }));
  return {
    ...reactors,
    ...terms,
    undelegated,
    observations,
    treasury,
    reviewBudgets: createBudgetReviews({ state, policies: policies.avs ?? {}, service, availability, pay }),
    intervene: createInterventions(context, terms.scalePrice),
    holdAuctions: createAuctions(state, membership.operators),
    accounting: createAccounting({
      state,
      accounts: operatorAccounts,
      service,
      availability,
      savedUsd: effort.savedUsd,
    }),
    observer,
  };
}
