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

/**
 * Sets and the members who secure them as a network, to ask who could attack and how far it would spread. What the
 * ledger says counts: an allocation as long as it is in force, so that one which is being taken back is still there; and
 * stake that is queued for withdrawal can be slashed, but holds no part of the set. No two sets can slash the same stake.
 *
 * @param sets sets that can be corrupted
 * @param time in days; the ledger must have come to it
 * @returns amounts in USD, in whole cents; operators by name, those who can be slashed for nothing left out
 */
export function corruptibleNetwork(state: State, sets: readonly SetId[], time: number): Network {
  const { world, operators, mirrors } = state;
  const allocations = new Map<OperatorId, ServiceAllocation[]>();
  for (const [service, set] of sets.entries()) {
    for (const membership of membersOf(state, set)) {
      const operator = mirrors.memberships.operator[membership]!;
      const { stakeUsd, queuedUsd } = slashReach(state, { operator, set }, WAD);
      const [amount, withdrawing] = [cents(stakeUsd), cents(queuedUsd)];
      if (amount.numerator + withdrawing.numerator === 0n) continue;
      const own = allocations.get(operator);
      const allocation = { service, amount, withdrawing };
      if (own === undefined) allocations.set(operator, [allocation]);
      else own.push(allocation);
    }
  }
  return {
    services: sets.map(set => {
      const { avsName, name, spec } = world.sets[set]!;
      return {
        name: `${avsName}.${name}`,
        profit: cents(corruptionProfitUsd(state, set, time)),
        threshold: parseFraction(spec.corruption!.threshold)!,
      };
    }),
    operators: [...allocations].map(([operator, own]) => ({
      name: operators[operator]!.name,
      stake: own.reduce((sum, allocation) => add(sum, slashableBy(allocation)), cents(0)),
      allocations: own,
    })),
  };
}

function cents(usd: number): Fraction {
  return fraction(BigInt(Math.round(100 * usd)), 100n);
}
