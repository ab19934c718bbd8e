import type { OperatorId, SetId } from '../../ids.ts';
import type { World } from '../../scenario/index.ts';
import type { OperatorAccounts } from '../../state/operator-accounts.ts';
import type { MembershipActions } from './actions/memberships.ts';
import type { Reallocation } from './actions/reallocation.ts';
import type { OperatorListener } from './events.ts';
import type { OperatorChoice, OperatorObservation } from './policies/operator-policy.ts';
import type { TypicalIncome } from './typical-income.ts';

/** Operators' entry into business, their choices while they are in it, and their exit. */
export interface Business {
  /**
   * Enters business, if the operator's cash pays for that.
   *
   * @param costUsd cost of entry
   * @param expectedUsd income that the operator expects, in USD a week
   * @returns whether it entered
   */
  enter(operator: OperatorId, costUsd: number, expectedUsd: number): boolean;
  /**
   * Leaves and joins sets, or retires, as the operator chose, as far as the AVSs let it.
   *
   * @returns whether anything changed
   * @throws Error if the choice names a set that is not there, or an allocation outside 0 to 1
   */
  applyChoice(operator: OperatorId, observation: OperatorObservation, choice: OperatorChoice): boolean;
  /** Leaves every set for good: the operator is bankrupt. */
  dissolve(operator: OperatorId): void;
}

/** What business is made from. */
export interface BusinessInputs {
  readonly world: World;
  readonly accounts: OperatorAccounts;
  readonly listener: OperatorListener;
  readonly memberships: MembershipActions;
  readonly reallocation: Reallocation;
  readonly income: TypicalIncome;
}

/** Business of all operators of a world. */
export function createBusiness(inputs: BusinessInputs): Business {
  const { world, accounts, listener, memberships, reallocation, income } = inputs;
  const leaveAll = (operator: OperatorId, reason: string): void => {
    for (const set of memberships.setsServed(operator)) memberships.leave(operator, set, reason);
  };
  const enter = (operator: OperatorId, costUsd: number, expectedUsd: number): boolean => {
    if (accounts.cashUsd[operator]! < costUsd) return false;
    accounts.dormant[operator] = 0;
    accounts.costUsd[operator]! += costUsd;
    accounts.cashUsd[operator]! -= costUsd;
    income.assume(operator, expectedUsd);
    listener.businessChanged({ operator, kind: 'entry' });
    return true;
  };
  return {
    enter,
    applyChoice: (operator, observation, choice) => {
      const { dormant, entry, served } = observation;
      if (choice.retires && entry && !dormant) {
        leaveAll(operator, 'retirement');
        accounts.dormant[operator] = 1;
        listener.businessChanged({ operator, kind: 'retirement' });
        return true;
      }
      checkChoice(world, choice);
      reallocation.request(operator, choice.allocations);
      const { sets } = choice;
      const wanted = new Set(sets);
      const leaving = served.filter(set => !wanted.has(set));
      if (leaving.length === 0 && wanted.size === served.length) return false;
      const { plan, value } = observation.worth(sets);
      const allocations = choice.allocations ?? plan;
      for (const set of leaving) memberships.leave(operator, set, 'choice');
      // Asked after it has left the others, as the AVSs see it when it joins.
      const joining = setsToJoin(observation, choice, allocations);
      if (dormant && !(joining.length > 0 && enter(operator, entry!.costUsd, value))) return false;
      for (const set of joining) memberships.join(operator, set, allocations.get(set) ?? 0);
      return leaving.length + joining.length > 0;
    },
    dissolve: operator => {
      accounts.gone[operator] = 1;
      leaveAll(operator, 'bankruptcy');
    },
  };
}

/** Sets of a choice that the operator does not serve and that would take it, up to the most that its policy serves. */
function setsToJoin(
  { served, setOf, policy, admits }: OperatorObservation,
  choice: OperatorChoice,
  allocations: ReadonlyMap<SetId, number>,
): SetId[] {
  const before = new Set(served);
  const wanted = new Set(choice.sets);
  const staying = served.filter(set => wanted.has(set)).length;
  return choice.sets
    .filter(set => {
      if (before.has(set)) return false;
      const fraction = allocations.get(set) ?? 0;
      return setOf(set).open && Number.isFinite(fraction) && admits(set, fraction);
    })
    .slice(0, (policy.mostSets ?? Number.POSITIVE_INFINITY) - staying);
}

/** Checks a choice that a policy, perhaps a user's own, has made. */
function checkChoice(world: World, { sets, allocations }: OperatorChoice): void {
  for (const set of sets)
    if (!world.sets[set])
      throw new Error(`unknown set: ${set}; a policy names sets by their number in its observation`);
  for (const [set, fraction] of allocations ?? [])
    if (!(fraction >= 0 && fraction <= 1))
      throw new Error(`invalid allocation: ${fraction} of its stake to set ${set}; from 0 to 1`);
}
