import type { Availability, Service } from '../../economy/index.ts';
import { capacityHours } from '../../state/capacity-hours.ts';
import type { State } from '../../state/state.ts';
import type { Row } from './index.ts';

/** One row of the table `service` for each kind of task, at the end of a day. */
export function serviceRows(
  state: State,
  day: number,
  service: Service,
  faked: Int32Array,
  availability: Availability,
): Row[] {
  return state.world.tasks.map(({ id, avsName, name, spec }) => {
    const today = service.today[id]!;
    const capacity = capacityHours(state, service.members[id]!, spec.resource, availability);
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
