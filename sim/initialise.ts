import { mostForPlace } from './agents/avs/auction.ts';
import { protocolFee } from './agents/avs/pay/budget.ts';
import { allocateAt } from './agents/operator/actions/ledger-moves.ts';
import { considers } from './agents/operator/eligibility.ts';
import { planAllocations, stakePoolUsdPerDay } from './agents/operator/valuation/allocation-plan.ts';
import { firstAbove } from './agents/restaker/choice-set.ts';
import { createWallets, receive, type Wallets } from './agents/restaker/withdrawals-in-flight.ts';
import type { Prices } from './economy/index.ts';
import type { Stream, Streams } from './engine/index.ts';
import {
  BLOCKS_PER_DAY,
  createLedger,
  createOperatorSet,
  delegate,
  deposit,
  registerAsOperator,
  registerForOperatorSets,
  setAllocationDelay,
  toWei,
} from './protocol/index.ts';
import { changeSplit, createRewards, type RewardStream } from './protocol/rewards/index.ts';
import type { AccountTraits, OperatorTraits, World } from './scenario/index.ts';
import { membersOf, stakeUsd } from './state/stake.ts';
import type { State } from './state/state.ts';

/** A world set up on a fresh ledger, ready to run. */
export interface Genesis {
  readonly state: State;
  readonly accounts: AccountTraits;
  readonly wallets: Wallets;
  /** Reward streams: `ofSet[set]` pays a set (-1: its AVS has no budget), `programmatic` an incentive of the world. */
  readonly streams: { readonly ofSet: readonly number[]; readonly programmatic: readonly number[] };
}

/**
 * Sets a world up at time 0: operators register, everyone deposits and delegates, operators that start in a set
 * allocate and register with no delay; their own allocation delays take effect after the protocol's 17.5 days.
 */
export function genesis(
  world: World,
  operators: readonly OperatorTraits[],
  accounts: AccountTraits,
  prices: Prices,
  randomness: Streams,
): Genesis {
  const S = world.strategies.length;
  const ledger = createLedger({
    version: 'v1.12',
    strategies: S,
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
  const { pays, streams } = payStreams(world);
  const rewards = createRewards(ledger.mirrors, {
    streams: pays,
    cohortOf: cohortsOf(world, operators, accounts),
    cohorts: world.cohorts.length + world.groups.length,
    statements: world.scenario.attribution === 'accounts',
  });
  const budgets = world.avss.map(({ spec }) => spec.budget);
  const placeUsdPerWeek = Float64Array.from(world.sets, ({ id }) => mostForPlace({ world, budgets }, id));
  const { mirrors } = ledger;
  const state: State = { world, operators, ledger, mirrors, rewards, prices, budgets, placeUsdPerWeek };
  const wallets = createWallets();

  for (const { id, ownStake } of operators) {
    registerAsOperator(ledger, id, 0);
    ownStake.forEach((stake, strategy) => {
      if (stake > 0) deposit(ledger, id, strategy, toWei(stake));
    });
  }
  settleRestakers(state, accounts, wallets, randomness.stream('first delegation'));
  for (const { id, starts, splits } of operators) startSets(state, id, starts, splits);
  for (const { id, allocationDelayDays } of operators) {
    if (allocationDelayDays > 0)
      setAllocationDelay(ledger, id, Math.round(allocationDelayDays * BLOCKS_PER_DAY));
  }
  return { state, accounts, wallets, streams };
}

/** One stream for each set whose AVS pays, then one for each programme or gauge. */
function payStreams(world: World): { pays: RewardStream[]; streams: Genesis['streams'] } {
  const pays: RewardStream[] = [];
  const ofSet = world.sets.map(({ avs, avsName, name, id, spec, multipliers }) => {
    const { budget } = world.avss[avs]!.spec;
    if (budget === undefined) return -1;
    const { kind } = spec.reward;
    const token = world.assets.indexOf(budget.token);
    const feeFraction = protocolFee(world, avs);
    return pays.push({ name: `${avsName}.${name}`, avs, set: id, token, kind, multipliers, feeFraction }) - 1;
  });
  const programmatic = world.incentives.map(
    ({ name, set, token, kind, multipliers }) =>
      pays.push({ name, avs: -1, set, token, kind, multipliers }) - 1,
  );
  return { pays, streams: { ofSet, programmatic } };
}

/** Cohort of each ledger account: the restakers' cohorts, then one for each group of operators' own stake. */
function cohortsOf(world: World, operators: readonly OperatorTraits[], accounts: AccountTraits): Int32Array {
  const cohorts = new Int32Array(operators.length + accounts.count);
  for (const { id, group } of operators) cohorts[id] = world.cohorts.length + group;
  cohorts.set(accounts.cohort, operators.length);
  return cohorts;
}

/** First deposits and delegations: an operator is picked by popularity, under the restaker's cap. */
function settleRestakers(state: State, accounts: AccountTraits, wallets: Wallets, stream: Stream): void {
  const { world, ledger, operators, mirrors } = state;
  const S = mirrors.strategies;
  const cumulative = new Float64Array(operators.length);
  let total = 0;
  for (const { id, popularity } of operators) cumulative[id] = total += popularity;
  const withOperator = new Map<number, number>();
  for (let index = 0; index < accounts.count; index++) {
    const account = operators.length + index;
    const { spec } = world.cohorts[accounts.cohort[index]!]!;
    const most = Math.max(1, Math.floor(spec.cap * spec.accounts + 1e-9));
    const stake = Array.from({ length: S }, (_, k) => toWei(accounts.stake[index * S + k]!));
    if (accounts.outside[index] || total === 0) {
      receive(wallets, account, stake);
      continue;
    }
    let operator = firstAbove(cumulative, stream() * total);
    const key = (): number => accounts.restaker[index]! * operators.length + operator;
    // A capped restaker draws again until an operator has room, and where draws do not find one, looks for it.
    for (let tries = 0; (withOperator.get(key()) ?? 0) >= most && tries < 2 * operators.length; tries++) {
      operator =
        tries < operators.length
          ? firstAbove(cumulative, stream() * total)
          : (operator + 1) % operators.length;
    }
    withOperator.set(key(), (withOperator.get(key()) ?? 0) + 1);
    stake.forEach((tokens, strategy) => {
      if (tokens > 0n) deposit(ledger, account, strategy, tokens);
    });
    delegate(ledger, account, operator);
  }
}

/** Puts an operator into the sets it starts in, where its hardware and stake qualify. */
function startSets(
  state: State,
  operator: number,
  starts: readonly boolean[],
  splits: readonly number[],
): void {
  const { world, ledger, rewards, operators } = state;
  const pool = (set: number): number => stakePoolUsdPerDay(state, set, () => 1);
  const { group, gpus } = operators[operator]!;
  const { policy } = world.groups[group]!.spec;
  const wanted = world.sets
    .filter(set => {
      const { id, spec } = set;
      const { admission } = spec;
      const full = admission.cap !== undefined && membersOf(state, id).length >= admission.cap;
      return (
        starts[id] &&
        considers(policy, set) &&
        !full &&
        gpus >= admission.gpus &&
        stakeUsd(state, operator) > 0
      );
    })
    .slice(0, policy.mostSets);
  const first = planAllocations(
    state,
    operator,
    wanted.map(({ id }) => id),
    pool,
  );
  // Sets out of its reach fall away before the rest is planned.
  const reached = wanted.flatMap(({ id }) => (Number.isFinite(first.get(id)!) ? [id] : []));
  const plan = planAllocations(state, operator, reached, pool);
  for (const id of reached) {
    const fraction = plan.get(id)!;
    if (!Number.isFinite(fraction)) continue;
    registerForOperatorSets(ledger, operator, [id]);
    allocateAt(state, operator, id, fraction);
    changeSplit(rewards.splits, {
      operator,
      set: id,
      fraction: splits[id]!,
      time: Number.NEGATIVE_INFINITY,
    });
  }
}
