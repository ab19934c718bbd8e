import type { Availability, Service } from '../economy/index.ts';
import type { Row } from './tables.ts';
import type { View } from './view.ts';

/** One row of the table `service` for each kind of task, at the end of a day. */
export function serviceRows(
  view: View,
  day: number,
  service: Service,
  faked: Int32Array,
  availability: Availability,
): Row[] {
  return view.world.tasks.map(({ id, avsName, name, spec }) => {
    const today = service.today[id]!;
    const capacity = capacityHours(view, service.members[id]!, spec.resource, availability);
    const expected = service.demand[id]!.perDay[day - 1]! * spec.hours.mean * spec.copies;
    const ended = today.onTime + today.late + today.lost;
    return {
      table: 'service',
      values: [
        day,
        avsName,
        name,
        today.arrived,
        today.onTime,
        today.late,
        today.lost,
        today.demandHours,
        capacity,
        Math.min(1, capacity / expected),
        ended ? today.onTime / ended : null,
        today.started ? (24 * today.waitDays) / today.started : null,
        today.feesUsd,
        spec.resource,
        today.onTimeHours,
        today.copies,
        faked[id]!,
      ],
    };
  });
}

/** Work that the operators behind these memberships could have done in a day, each counted once, in hours. */
export function capacityHours(
  view: View,
  members: readonly number[],
  resource: 'gpu' | 'cpu',
  availability: Availability,
): number {
  const { memberships } = view.mirrors;
  const operators = new Set(members.map(membership => memberships.operator[membership]!));
  let hours = 0;
  for (const operator of operators) {
    const { gpus, cores } = view.operators[operator]!;
    hours += 24 * availability.upDays[operator]! * (resource === 'gpu' ? gpus : cores);
  }
  return hours;
}
