import type { World } from '../../scenario/index.ts';
import type { OperatorAccounts } from '../../state/operator-accounts.ts';
import type { Places } from './actions/memberships.ts';
import type { Pursuit } from './actions/reallocation.ts';
import type { OperatorListener } from './events.ts';
import type { OperatorChoice, OperatorObservation } from './policies/operator-policy.ts';

/** How operators enter business, carry it on as they choose, and leave it. */
export interface Business {
  /** Enters business, if the operator's cash pays for that; whether it does. */
  enter(operator: number, costUsd: number, expectedUsd: number): boolean;
  /** Leaves and joins as a choice says, as far as the AVSs let it; whether anything changed. */
  carryOut(observation: OperatorObservation, operator: number, choice: OperatorChoice): boolean;
  /** Leaves every set for good. */
  dissolve(operator: number): void;
}

/**
 * The business of a world's operators.
 *
 * @param incomeUsd typical weekly income of each operator
 */
export function createBusiness(
  world: World,
  books: OperatorAccounts,
  listener: OperatorListener,
  places: Places,
  pursuit: Pursuit,
  incomeUsd: Float64Array,
): Business {
  const quitAll = (operator: number, reason: string): void => {
    for (const set of places.served(operator)) places.quit(operator, set, reason);
  };
  const retire = (operator: number): true => {
    quitAll(operator, 'retirement');
    books.dormant[operator] = 1;
    listener.business(operator, 'retirement');
    return true;
  };
  const enter = (operator: number, costUsd: number, expectedUsd: number): boolean => {
    if (books.cashUsd[operator]! < costUsd) return false;
    books.dormant[operator] = 0;
    books.costUsd[operator]! += costUsd;
    books.cashUsd[operator]! -= costUsd;
    // What it expects stands for what it earns.
    incomeUsd[operator] = expectedUsd;
    listener.business(operator, 'entry');
    return true;
  };
  return {
    enter,
    carryOut: (observation, operator, choice) => {
      const { sets, retires, allocations } = choice;
      const { served, policy, dormant, entry } = observation;
      if (retires && entry && !dormant) return retire(operator);
      check(world, choice);
      pursuit.ask(operator, allocations);
      const leaving = served.filter(set => !sets.includes(set));
      const joining = sets.filter(set => !served.includes(set));
      if (leaving.length + joining.length === 0) return false;
      const worth = observation.worth(sets);
      const plan = allocations ?? worth.plan;
      for (const set of leaving) places.quit(operator, set, 'choice');
      const room = (policy.mostSets ?? Number.POSITIVE_INFINITY) - (served.length - leaving.length);
      const joined = joining
        .filter(set => {
          const fraction = plan.get(set) ?? 0;
          return (
            observation.sets[set]!.open && Number.isFinite(fraction) && observation.admits(set, fraction)
          );
        })
        .slice(0, room);
      if (dormant && !(joined.length > 0 && enter(operator, entry!.costUsd, worth.value))) return false;
      for (const set of joined) places.take(operator, set, plan.get(set) ?? 0);
      return leaving.length + joined.length > 0;
    },
    dissolve: operator => {
      books.gone[operator] = 1;
      quitAll(operator, 'bankruptcy');
    },
  };
}

function check(world: World, { sets, allocations }: OperatorChoice): void {
  for (const set of sets)
    if (!world.sets[set])
      throw new Error(`unknown set: ${set}; a policy names sets by their number in its observation`);
  for (const [set, fraction] of allocations ?? [])
    if (!(fraction >= 0 && fraction <= 1))
      throw new Error(`invalid allocation: ${fraction} of its stake to set ${set}; from 0 to 1`);
}
