import { pow } from '../engine/index.ts';
import type { OperatorId, SetId } from '../ids.ts';
import { WAD } from '../protocol/index.ts';
import type { World } from '../scenario/index.ts';
import {
  add,
  type Fraction,
  fraction,
  type Network,
  parseFraction,
  type ServiceAllocation,
  slashableBy,
} from '../security/index.ts';
import { slashReach } from './slash-reach.ts';
import { membersOf } from './stake.ts';
import type { State } from './state.ts';

/** Sets of which the scenario says what corrupting them brings. */
export function corruptibleSets({ sets }: World): SetId[] {
  return sets.filter(({ spec }) => spec.corruption !== undefined).map(({ id }) => id);
}

/** What an attack on a set would bring, in USD: 0 once it was attacked, for what was to be had is gone. */
export function corruptionProfitUsd(state: State, set: SetId, time: number): number {
  const { growth } = state.world.sets[set]!.spec.corruption!;
  return state.corruptionUsd[set]! * pow(1 + growth, time / 365);
}

/** Part of its stake that corrupts a set, as it was written: a percentage as a double is off in its last digits. */
export function corruptionThreshold({ world }: State, set: SetId): Fraction {
  return parseFraction(world.sets[set]!.spec.corruption!.threshold.toPrecision(12))!;
}

/** What a member holds of a set, in whole cents. */
export interface MemberStake {
  readonly operator: OperatorId;
  /** Stake that the set can slash and that counts for its threshold. */
  readonly cents: number;
  /** Stake queued for withdrawal, which it can slash too. */
  readonly withdrawingCents: number;
}

/**
 * What the members of a set hold of it, at today's prices. An allocation counts as long as it is in force, so that one
 * which is being taken back is still there; members who can be slashed for nothing are left out.
 */
export function memberStakes(state: State, set: SetId): MemberStake[] {
  const { operator: operatorOf } = state.mirrors.memberships;
  return membersOf(state, set)
    .map(membership => {
      const operator = operatorOf[membership]!;
      const { stakeUsd, queuedUsd } = slashReach(state, { operator, set }, WAD);
      return { operator, cents: Math.round(100 * stakeUsd), withdrawingCents: Math.round(100 * queuedUsd) };
    })
    .filter(({ cents, withdrawingCents }) => cents + withdrawingCents > 0);
}

/**
 * Sets and the members who secure them as a network, to ask who could attack and how far it would spread. What the
 * ledger says counts: allocations in force, and stake queued for withdrawal, which can be slashed but holds no part of
 * the set. No two sets can slash the same stake.
 *
 * @param sets sets that can be corrupted
 * @param time in days; the ledger must have come to it
 * @returns amounts in USD, in whole cents; operators by name
 */
export function corruptibleNetwork(state: State, sets: readonly SetId[], time: number): Network {
  const { world, operators } = state;
  const allocations = new Map<OperatorId, ServiceAllocation[]>();
  for (const [service, set] of sets.entries()) {
    for (const { operator, cents, withdrawingCents } of memberStakes(state, set)) {
      const own = allocations.get(operator);
      const allocation = { service, amount: usd(cents), withdrawing: usd(withdrawingCents) };
      if (own === undefined) allocations.set(operator, [allocation]);
      else own.push(allocation);
    }
  }
  return {
    services: sets.map(set => {
      const { avsName, name } = world.sets[set]!;
      return {
        name: `${avsName}.${name}`,
        profit: usd(Math.round(100 * corruptionProfitUsd(state, set, time))),
        threshold: corruptionThreshold(state, set),
      };
    }),
    operators: [...allocations].map(([operator, own]) => ({
      name: operators[operator]!.name,
      stake: own.reduce((sum, allocation) => add(sum, slashableBy(allocation)), usd(0)),
      allocations: own,
    })),
  };
}

function usd(cents: number): Fraction {
  return fraction(BigInt(cents), 100n);
}
