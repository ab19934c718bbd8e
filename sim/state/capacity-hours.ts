import type { Availability } from '../economy/index.ts';
import type { State } from './state.ts';

/** Work that the operators behind these memberships could have done in a day, each counted once, in hours. */
export function capacityHours(
  state: State,
  members: readonly number[],
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
