import { mostForPlace } from './agents/avs/auction.ts';
import { type PayStreams, payStreamsOf } from './agents/avs/pay/pay-streams.ts';
import { setAllocation } from './agents/operator/actions/reallocation.ts';
import { isEligible } from './agents/operator/eligibility.ts';
import { planAllocations } from './agents/operator/valuation/allocation-plan.ts';
import { appraise } from './agents/operator/valuation/appraisal.ts';
import { observeSets } from './agents/operator/valuation/beliefs.ts';
import type { ValuationContext } from './agents/operator/valuation/valuation-context.ts';
import { delegateAtStart } from './agents/restaker/first-delegation.ts';
import type { Prices } from './economy/index.ts';
import type { Streams } from './engine/index.ts';
import type { SetId } from './ids.ts';
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
import type { AccountTraits, OperatorTraits, World } from './scenario/index.ts';
import { createSlashHistories, slashOutlook } from './state/slash-history.ts';
import { membersOf, stakeUsd } from './state/stake.ts';
import type { State } from './state/state.ts';
import { createUndelegatedStake, type UndelegatedStake } from './state/undelegated-stake.ts';

/** What a world starts from: everybody in it, drawn from its scenario. */
export interface Inhabitants {
  readonly world: World;
  readonly operators: readonly OperatorTraits[];
  readonly accounts: AccountTraits;
  readonly prices: Prices;
  readonly streams: Streams;
}

/** A world at time 0, set up on a fresh ledger. */
export interface InitialState {
  readonly state: State;
  readonly accounts: AccountTraits;
  readonly undelegated: UndelegatedStake;
  readonly payStreams: PayStreams;
}

/**
 * Sets a world up at time 0: operators register, everyone deposits and delegates, operators that start in a set
 * allocate and register with no delay; their own allocation delays take effect after the protocol's 17.5 days.
 * Prices and budgets are those of the scenario's start, and nothing has been paid yet.
 */
export function initialise({ world, operators, accounts, prices, streams }: Inhabitants): InitialState {
  const ledger = ledgerOf(world, operators, accounts);
  const { mirrors } = ledger;
  const payStreams = payStreamsOf(world);
  const rewards = createRewards(mirrors, {
    streams: payStreams.streams,
    cohortOf: cohortsOf(world, operators, accounts),
    cohorts: world.cohorts.length + world.groups.length,
    statements: world.scenario.attribution === 'accounts',
  });
  const budgets = world.avss.map(({ spec }) => spec.budget);
  const placeUsdPerWeek = Float64Array.from(world.sets, ({ id }) => mostForPlace({ world, budgets }, id));
  const state: State = { world, operators, ledger, mirrors, rewards, prices, budgets, placeUsdPerWeek };

  // The first accounts of the ledger are the operators, each its own staker.
  for (const { id, ownStake } of operators) {
    registerAsOperator(ledger, id, 0);
    ownStake.forEach((stake, strategy) => {
      if (stake > 0) deposit(ledger, id, strategy, toWei(stake));
    });
  }
  const undelegated = createUndelegatedStake(mirrors);
  delegateAtStart(state, accounts, undelegated, streams.stream('first delegation'));
  // In the order of operators: where a set is capped, the first ones get its places.
  const context = beforeAnybodyServes(state);
  for (const traits of operators) startSets(context, traits);
  for (const { id, allocationDelayDays } of operators) {
    if (allocationDelayDays > 0)
      setAllocationDelay(ledger, id, Math.round(allocationDelayDays * BLOCKS_PER_DAY));
  }
  return { state, accounts, undelegated, payStreams };
}

/** What operators go by before anybody serves a set: each expects to be alone in it. */
function beforeAnybodyServes(state: State): ValuationContext {
  const { world, operators } = state;
  return {
    state,
    beliefs: observeSets(state),
    slashing: createSlashHistories(world).map((history, set) => slashOutlook(world, set, history)),
    split: (operator, set) => operators[operator]!.splits[set]!,
  };
}

/** A ledger with the operator sets of a world, on which nothing has happened yet. */
function ledgerOf(world: World, operators: readonly OperatorTraits[], accounts: AccountTraits): Ledger {
  const ledger = createLedger({
    version: 'v1.12',
    strategies: world.strategies.length,
    operators: operators.length,
    accounts: operators.length + accounts.count,
  });
  for (const { avs, strategies, spec } of world.sets) {
    createOperatorSet(ledger, {
      avs,
      strategies: [...strategies],
      redistributing: spec.slashed === 'redistribute',
    });
  }
  return ledger;
}

/** Cohort of each ledger account: the restakers' cohorts, then one for each group of operators' own stake. */
function cohortsOf(world: World, operators: readonly OperatorTraits[], accounts: AccountTraits): Int32Array {
  const cohorts = new Int32Array(operators.length + accounts.count);
  for (const { id, group } of operators) cohorts[id] = world.cohorts.length + group;
  cohorts.set(accounts.cohort, operators.length);
  return cohorts;
}

/**
 * Puts an operator into the sets it starts in, as many as its policy serves: those that it is eligible for and that have
 * room, where its hardware and stake qualify. Its split there holds from the start.
 */
function startSets(
  context: ValuationContext,
  { id: operator, group, gpus, starts, splits }: OperatorTraits,
): void {
  const { state } = context;
  const { world, ledger, rewards } = state;
  const { policy } = world.groups[group]!.spec;
  const isFull = (set: SetId, cap: number | undefined): boolean =>
    cap !== undefined && membersOf(state, set).length >= cap;
  const wanted = world.sets
    .filter(set => {
      const { admission } = set.spec;
      return (
        starts[set.id] &&
        isEligible(policy, set) &&
        !isFull(set.id, admission.cap) &&
        gpus >= admission.gpus &&
        stakeUsd(state, operator) > 0
      );
    })
    .map(({ id }) => id)
    .slice(0, policy.mostSets);
  const appraisals = wanted.map(set => appraise(context, operator, set));
  const first = planAllocations(appraisals);
  // Sets out of its reach fall away before the rest is planned.
  const reached = wanted.filter(set => Number.isFinite(first.get(set)!));
  const plan = planAllocations(appraisals.filter(({ set }) => reached.includes(set)));
  for (const set of reached) {
    const fraction = plan.get(set)!;
    if (!Number.isFinite(fraction)) continue;
    registerForOperatorSets(ledger, operator, [set]);
    setAllocation(state, { operator, set, fraction });
    changeSplit(rewards.splits, { operator, set, fraction: splits[set]!, time: Number.NEGATIVE_INFINITY });
  }
}
