import type { Availability } from '../economy/index.ts';
import type { MembershipId } from '../ids.ts';
import type { State } from './state.ts';

/**
 * Work that the operators behind memberships could have done in a day while they were up, each counted once. An
 * operator with several of the memberships counts once, for all of them share its machines. Uptimes must have been
 * settled for the day (`availability.settle`).
 *
 * @param members memberships
 * @param resource whose hours are counted
 * @returns hours of GPUs or cores.
 */
export function capacityHours(
  state: State,
  members: readonly MembershipId[],
  resource: 'gpu' | 'cpu',
  availability: Availability,
): number {
  const { memberships } = state.mirrors;
  const operators = new Set(members.map(membership => memberships.operator[membership]!));
  let hours = 0;
  for (const operator of operators) {
    const { gpus, cores } = state.operators[operator]!;
    hours += 24 * availability.upDays[operator]! * (resource === 'gpu' ? gpus : cores);
  }
  return hours;
}
