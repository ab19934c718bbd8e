import { mostForPlace } from './agents/avs/auction.ts';
import { type PayStreams, payStreamsOf } from './agents/avs/pay/pay-streams.ts';
import { setAllocation } from './agents/operator/actions/reallocation.ts';
import { isEligible } from './agents/operator/eligibility.ts';
import { planAllocations, stakePoolUsdPerDay } from './agents/operator/valuation/allocation-plan.ts';
import { delegateAtStart } from './agents/restaker/first-delegation.ts';
import { chainStartOf, restoreMaxMagnitudes, restoreMemberships } from './chain-start.ts';
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
import { type AccountTraits, type OperatorTraits, sample, type World } from './scenario/index.ts';
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

/**
 * A world at time 0, set up on a fresh ledger. The first rewards day is not closed yet: see `opening` in
 * `simulate.ts`.
 */
export interface InitialState {
  readonly state: State;
  readonly accounts: AccountTraits;
  readonly undelegated: UndelegatedStake;
  readonly payStreams: PayStreams;
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
  const placeUsdPerWeek = Float64Array.from(world.sets, ({ id }) => mostForPlace({ world, budgets }, id));
  // Drawn once a run: a set that can be corrupted has one prize, which grows with time and is gone after an attack.
  const corruptionUsd = Float64Array.from(world.sets, ({ avsName, name, spec }) =>
    spec.corruption
      ? sample(spec.corruption.profitUsd, streams.stream('corruption profit', `${avsName}.${name}`))
      : 0,
  );
  const publicState = { world, operators, ledger, mirrors, rewards, prices };
  const state: State = { ...publicState, budgets, placeUsdPerWeek, corruptionUsd };

  // The first accounts of the ledger are the operators, each its own staker.
  for (const { id, ownStake } of operators) {
    registerAsOperator(ledger, id, 0);
    ownStake.forEach((stake, strategy) => {
      if (stake > 0) deposit(ledger, id, strategy, toWei(stake));
    });
  }
  const undelegated = createUndelegatedStake();
  delegateAtStart(state, accounts, undelegated, streams.stream('first delegation'));
  // In the order of operators: where a set is capped, the first ones get its places.
  for (const traits of operators) if (!chain.operators.has(traits.id)) startSets(state, traits);
  restoreMemberships(state, chain);
  // Once all have allocated: a delay holds 126,001 blocks (17.5 days) after it is asked for; until then it is 0.
  for (const { id, allocationDelayDays } of operators) {
    if (allocationDelayDays > 0)
      setAllocationDelay(ledger, id, Math.round(allocationDelayDays * BLOCKS_PER_DAY));
  }
  return { state, accounts, undelegated, payStreams };
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

/**
 * Puts an operator into the sets it starts in, as many as its policy serves: those that it is eligible for and that
 * have room, where its hardware and stake qualify. Its split there holds from the start. While it plans, each set
 * of a budget that is divided `perMember` counts as having one member.
 */
function startSets(state: State, { id: operator, group, gpus, starts, splits }: OperatorTraits): void {
  const { world, ledger, rewards } = state;
  const pool = (set: SetId): number => stakePoolUsdPerDay(state, set, () => 1);
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
  const first = planAllocations(state, operator, wanted, pool);
  // Sets out of its reach fall away before the rest is planned.
  const reached = wanted.filter(set => Number.isFinite(first.get(set)!));
  const plan = planAllocations(state, operator, reached, pool);
  for (const set of reached) {
    const fraction = plan.get(set)!;
    if (!Number.isFinite(fraction)) continue;
    registerForOperatorSets(ledger, operator, [set]);
    setAllocation(state, { operator, set, fraction });
    changeSplit(rewards.splits, { operator, set, fraction: splits[set]!, time: Number.NEGATIVE_INFINITY });
  }
}
