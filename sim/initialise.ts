import { mostForPlace } from './agents/avs/auction.ts';
import { type PayStreams, payStreamsOf } from './agents/avs/pay/pay-streams.ts';
import { setAllocation } from './agents/operator/actions/reallocation.ts';
import { type Attention, createAttention } from './agents/operator/attention/attention.ts';
import { observeSets } from './agents/operator/valuation/beliefs.ts';
import type { ValuationContext } from './agents/operator/valuation/valuation-context.ts';
import type { OperatorObservations } from './agents/restaker/policies/observations.ts';
import { enter } from './agents/restaker/withdrawals-in-flight.ts';
import { createDraft, type Draft } from './agents/settling/draft.ts';
import { expectedObservations } from './agents/settling/expected-observation.ts';
import { type Settling, type SettlingInputs, settle } from './agents/settling/settle.ts';
import { delegateByPopularity, enterFirstSets } from './agents/settling/starting-positions.ts';
import { type ChainStart, chainStartOf, restoreMaxMagnitudes, restoreMemberships } from './chain-start.ts';
import type { Prices } from './economy/index.ts';
import type { Streams } from './engine/index.ts';
import type { OperatorId } from './ids.ts';
import {
  BLOCKS_PER_DAY,
  createLedger,
  createOperatorSet,
  deposit,
  type Ledger,
  registerAsOperator,
  registerForOperatorSets,
  setAllocationDelay,
  toWei,
} from './protocol/index.ts';
import { changeSplit, createRewards } from './protocol/rewards/index.ts';
import { type AccountTraits, type OperatorTraits, sample, type World } from './scenario/index.ts';
import { createSlashHistories, slashOutlook } from './state/slash-history.ts';
import { activeMemberships, slashableFraction } from './state/stake.ts';
import type { State } from './state/state.ts';
import { addTokens, createUndelegatedStake, type UndelegatedStake } from './state/undelegated-stake.ts';

/** What a world starts from: everybody in it, drawn from its scenario. */
export interface Inhabitants {
  readonly world: World;
  readonly operators: readonly OperatorTraits[];
  readonly accounts: AccountTraits;
  readonly prices: Prices;
  readonly streams: Streams;
}

/**
 * A world at time 0, set up on a fresh ledger. The first rewards day is not closed yet: see `opening` in
 * `simulate.ts`.
 */
export interface InitialState {
  readonly state: State;
  readonly accounts: AccountTraits;
  readonly undelegated: UndelegatedStake;
  readonly payStreams: PayStreams;
  readonly settling: Settling;
  /** What operators pay attention to, with what they had in mind as they settled. */
  readonly attention: Attention;
  /** What restakers can expect of operators before the first day. */
  readonly expected: OperatorObservations;
}

/**
 * Sets a world up at time 0: operators register, everyone deposits and delegates, operators that start in a set
 * allocate and register with no delay; their own allocation delays take effect after the protocol's 17.5 days.
 * Prices and budgets are those of the scenario's start, and nothing has been paid yet. The steps depend on one
 * another in this order: the magnitudes of a chain come before stake, stake before allocations (of which a minimum
 * stake decides), and allocation delays last, so that the first allocations are in force at once.
 */
export function initialise({ world, operators, accounts, prices, streams }: Inhabitants): InitialState {
  const ledger = ledgerOf(world, operators, accounts);
  const chain = chainStartOf(world, operators);
  restoreMaxMagnitudes(ledger, chain);
  const { mirrors } = ledger;
  const payStreams = payStreamsOf(world);
  const rewards = createRewards(mirrors, {
    streams: payStreams.streams,
    cohortOf: cohortsOf(world, operators, accounts),
    cohorts: world.cohorts.length + world.groups.length,
    statements: world.scenario.attribution === 'accounts',
  });
  const budgets = world.avss.map(({ spec }) => spec.budget);
  const funding = new Float64Array(world.avss.length).fill(1);
  const placeUsdPerWeek = Float64Array.from(world.sets, ({ id }) =>
    mostForPlace({ world, budgets, funding }, id),
  );
  // Drawn once a run: a set that can be corrupted has one prize, which grows with time and is gone after an attack.
  const corruptionUsd = Float64Array.from(world.sets, ({ avsName, name, spec }) =>
    spec.corruption
      ? sample(spec.corruption.profitUsd, streams.stream('corruption profit', `${avsName}.${name}`))
      : 0,
  );
  const publicState = { world, operators, ledger, mirrors, rewards, prices };
  const state: State = { ...publicState, budgets, funding, placeUsdPerWeek, corruptionUsd };

  const attention = createAttention(world, operators, streams);
  const { draft, settling } = drafted(state, chain, { accounts, streams, attention });
  // The first accounts of the ledger are the operators, each its own staker.
  for (const { id, ownStake } of operators) {
    registerAsOperator(ledger, id, 0);
    ownStake.forEach((stake, strategy) => {
      if (stake > 0) deposit(ledger, id, strategy, toWei(stake));
    });
  }
  const undelegated = createUndelegatedStake(mirrors);
  for (let index = 0; index < accounts.count; index++)
    delegateAtStart({ state, draft, accounts, undelegated }, index);
  for (const { id } of operators) serveAtStart(state, draft, id);
  restoreMemberships(state, chain);
  // Once all have allocated: a delay holds 126,001 blocks (17.5 days) after it is asked for; until then it is 0.
  for (const { id, allocationDelayDays } of operators) {
    if (allocationDelayDays > 0)
      setAllocationDelay(ledger, id, Math.round(allocationDelayDays * BLOCKS_PER_DAY));
  }
  return {
    state,
    accounts,
    undelegated,
    payStreams,
    settling,
    attention,
    expected: expectedObservations(knownAtStart(state)),
  };
}

/** Who is where on the first day: drawn as the scenario is written, then, if it says so, settled. */
function drafted(
  state: State,
  chain: ChainStart,
  { accounts, streams, attention }: SettlingInputs,
): { readonly draft: Draft; readonly settling: Settling } {
  const draft = createDraft(state, accounts);
  delegateByPopularity(draft, accounts, streams.stream('first delegation'));
  // Each expects to be alone in a set. In the order of operators: where a set is capped, the first ones get its places.
  const alone = knownAtStart(draft.state);
  for (const traits of state.operators)
    if (!chain.operators.has(traits.id)) enterFirstSets(draft, alone, traits);
  const settling =
    state.world.scenario.settled && chain.operators.size === 0
      ? settle(draft, knownAtStart(draft.state), { accounts, streams, attention })
      : { rounds: 0, moved: 0 };
  return { draft, settling };
}

/** Gives a restaker account the stake that it comes with, and delegates it where the draft has it. */
function delegateAtStart(
  {
    state,
    draft,
    accounts,
    undelegated,
  }: Pick<InitialState, 'state' | 'accounts' | 'undelegated'> & { readonly draft: Draft },
  index: number,
): void {
  const { strategies } = state.mirrors;
  const account = state.operators.length + index;
  const stake = Array.from({ length: strategies }, (_, k) => toWei(accounts.stake[index * strategies + k]!));
  addTokens(undelegated, account, stake);
  const operator = draft.state.mirrors.delegatedTo[account]!;
  if (operator >= 0) enter(state, undelegated, { account, operator, now: 0 });
}

/** Puts an operator into the sets where the draft has it; its splits there hold from the start. */
function serveAtStart(state: State, draft: Draft, operator: OperatorId): void {
  const { ledger, rewards, operators } = state;
  const { memberships } = draft.state.mirrors;
  for (const membership of activeMemberships(draft.state, operator)) {
    const set = memberships.set[membership]!;
    const fraction = slashableFraction(draft.state, membership);
    registerForOperatorSets(ledger, operator, [set]);
    setAllocation(state, { operator, set, fraction });
    const split = operators[operator]!.splits[set]!;
    changeSplit(rewards.splits, { operator, set, fraction: split, time: Number.NEGATIVE_INFINITY });
  }
}

/** What operators go by at the start: who serves what, and no slash yet. */
function knownAtStart(state: State): ValuationContext {
  const { world, operators } = state;
  return {
    state,
    beliefs: observeSets(state),
    slashing: createSlashHistories(world).map((history, set) => slashOutlook(world, set, history)),
    split: (operator, set) => operators[operator]!.splits[set]!,
  };
}

/**
 * A ledger with the operator sets of a world, on which nothing has happened yet. Sets are created in the order of
 * the world, so that their numbers on the ledger are their ids.
 */
function ledgerOf(world: World, operators: readonly OperatorTraits[], accounts: AccountTraits): Ledger {
  const ledger = createLedger({
    version: world.scenario.protocol,
    strategies: world.strategies.length,
    operators: operators.length,
    accounts: operators.length + accounts.count,
  });
  for (const { avs, strategies, spec } of world.sets) {
    createOperatorSet(ledger, {
      avs,
      strategies: [...strategies],
      redistributing: spec.slashed === 'redistribute',
      inAvsDirectory: spec.registry === 'avsDirectory',
    });
  }
  return ledger;
}

/**
 * Cohort of each ledger account: the restakers' cohorts, then one for each group of operators' own stake. The
 * measures number holders of stake in this way: cohorts of restakers from 0 on, then groups of operators.
 */
function cohortsOf(world: World, operators: readonly OperatorTraits[], accounts: AccountTraits): Int32Array {
  const cohorts = new Int32Array(operators.length + accounts.count);
  for (const { id, group } of operators) cohorts[id] = world.cohorts.length + group;
  cohorts.set(accounts.cohort, operators.length);
  return cohorts;
}
