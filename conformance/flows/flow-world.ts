import { createMirrors, ensureMembership, type Mirrors, touch } from '../../sim/protocol/ledger/mirrors.ts';
import { keyOf, namesOf, type RewardEvents } from '../../sim/protocol/rewards/exact/index.ts';
import { changeSplit, type Rewards } from '../../sim/protocol/rewards/index.ts';
import type { RecordedWorld } from '../rewards/rewards-record.ts';

/** A recorded world in the float mirrors that reward flows read; names give dense ids. */
export interface FlowWorld {
  readonly mirrors: Mirrors;
  readonly operators: ReadonlyMap<string, number>;
  /** Operators first, for they are their own stakers; then the stakers. */
  readonly accounts: ReadonlyMap<string, number>;
  readonly strategies: ReadonlyMap<string, number>;
  /**
   * Sets under `avs|set`, numbered as they are first named; whole AVSs too, under `avs`, for registration to an
   * AVS is one more membership.
   */
  readonly sets: Map<string, number>;
  /** Shares of stakers under `staker|strategy` (1e-18). */
  readonly stakerShares: Map<string, bigint>;
  readonly operatorShares: Map<string, bigint>;
}

/** The world of a record before its first event. */
export function createFlowWorld({ world }: RecordedWorld): FlowWorld {
  const accounts = numbered([...world.operators, ...world.stakers]);
  const operators = numbered(world.operators);
  const strategies = numbered(world.strategies);
  return {
    mirrors: createMirrors({
      strategies: strategies.size,
      operators: operators.size,
      accounts: accounts.size,
    }),
    operators,
    accounts,
    strategies,
    sets: new Map(),
    stakerShares: new Map(),
    operatorShares: new Map(),
  };
}

/** Number of a set or an AVS. */
export function setOf({ sets }: FlowWorld, scope: string): number {
  const set = sets.get(scope) ?? sets.size;
  sets.set(scope, set);
  return set;
}

/** Lets the events of one day happen, as the ledger would: exits and decreases count at once. */
export function playDay(world: FlowWorld, rewards: Rewards, events: RewardEvents, day: number): void {
  const { mirrors, operators, accounts } = world;
  const { memberships } = mirrors;
  const today = <E extends { readonly day: number }>(list: readonly E[]) => list.filter(e => e.day === day);

  for (const { staker, operator } of today(events.stakerDelegations))
    mirrors.delegatedTo[accounts.get(staker)!] = operator === null ? -1 : operators.get(operator)!;
  for (const { key, delta } of today(events.stakerShareDeltas)) add(world.stakerShares, key, delta);
  for (const { key, delta } of today(events.operatorShareDeltas)) add(world.operatorShares, key, delta);
  for (const list of [events.operatorAvsRegistrations, events.operatorSetRegistrations])
    for (const { key, registered } of today(list)) {
      const membership = membershipAt(world, namesOf(key));
      memberships.registered[membership] = registered ? 1 : 0;
      if (!registered) memberships.eligible[membership] = 0;
    }
  for (const { key, magnitude } of today(events.operatorAllocations)) {
    const names = namesOf(key);
    const strategy = world.strategies.get(names.pop()!)!;
    memberships.magnitude[membershipAt(world, names) * mirrors.strategies + strategy] =
      Number(magnitude) / 1e18;
  }
  for (const { key, magnitude } of today(events.operatorMaxMagnitudes)) {
    // Recorded stakers hold shares even where the operator's whole magnitude was slashed, which the contracts
    // do not allow. Nothing is allocated there, so that any other maximum gives the same weights.
    const value = magnitude === 0n ? 1 : Number(magnitude) / 1e18;
    const [operator, strategy] = namesOf(key);
    mirrors.maxMagnitude[slotOf(world, operators.get(operator!)!, strategy!)] = value;
  }
  takeShares(world);
  changeSplits(world, rewards, events, day);
}

/** Brings the day's shares into the mirrors: accounts hold scaled shares, shares / maximum magnitude. */
function takeShares(world: FlowWorld): void {
  const { mirrors, operators, accounts } = world;
  for (const [key, shares] of world.operatorShares) {
    const [operator, strategy] = namesOf(key);
    mirrors.operatorShares[slotOf(world, operators.get(operator!)!, strategy!)] = Number(shares) / 1e18;
  }
  for (const [key, shares] of world.stakerShares) {
    const [staker, strategy] = namesOf(key);
    const account = accounts.get(staker!)!;
    const operator = mirrors.delegatedTo[account]!;
    const maximum = operator < 0 ? 1 : mirrors.maxMagnitude[slotOf(world, operator, strategy!)]!;
    mirrors.scaledShares[slotOf(world, account, strategy!)] = Number(shares) / 1e18 / maximum;
  }
  for (const account of accounts.values()) touch(mirrors, account);
}

/** Sets the splits that became active on a day, as if they had always held: the next snapshot sees them. */
function changeSplits(world: FlowWorld, rewards: Rewards, events: RewardEvents, day: number): void {
  const { operatorAvsSplits, operatorSetSplits, operatorPiSplits, defaultOperatorSplits } = events;
  for (const split of [...operatorAvsSplits, ...operatorSetSplits, ...operatorPiSplits]) {
    if (split.day !== day) continue;
    const [operator, ...scope] = namesOf(split.key);
    changeSplit(rewards.splits, {
      operator: world.operators.get(operator!)!,
      set: scope.length === 0 ? -1 : setOf(world, keyOf(...scope)),
      fraction: Number(split.bips) / 10_000,
      time: -Infinity,
    });
  }
  // A run of the simulator never changes the default; the recorded worlds do.
  for (const split of defaultOperatorSplits)
    if (split.day === day) Object.assign(rewards.splits, { defaultFraction: Number(split.bips) / 10_000 });
}

function membershipAt(world: FlowWorld, [operator, ...scope]: string[]): number {
  const { mirrors, operators } = world;
  return ensureMembership(mirrors, operators.get(operator!)!, setOf(world, keyOf(...scope)));
}

function slotOf({ mirrors, strategies }: FlowWorld, holder: number, strategy: string): number {
  return holder * mirrors.strategies + strategies.get(strategy)!;
}

function add(shares: Map<string, bigint>, key: string, delta: bigint): void {
  shares.set(key, (shares.get(key) ?? 0n) + delta);
}

function numbered(names: readonly string[]): Map<string, number> {
  return new Map([...new Set(names)].map((name, number) => [name, number]));
}
