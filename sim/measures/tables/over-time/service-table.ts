import type { Availability, Service } from '../../../economy/index.ts';
import type { SetId } from '../../../ids.ts';
import type { TaskInWorld, World } from '../../../scenario/index.ts';
import { capacityHours } from '../../../state/capacity-hours.ts';
import type { State } from '../../../state/state.ts';
import { avs, count, fraction, optional, quantity, text, time, usd } from '../column-kinds.ts';
import { defineTable, type Row } from '../define-table.ts';

/** The table `service`. */
export const serviceTable = defineTable({
  name: 'service',
  meaning: 'Each kind of task, every day: what was asked for and how it was served',
  columns: {
    timeDays: time,
    avs,
    task: text('Kind of task, by its name in the scenario'),
    arrived: count('Tasks that arrived during the day'),
    onTime: count('Tasks finished by their deadline'),
    late: count('Tasks finished after their deadline'),
    lost: count('Tasks given up: no member was free in time to meet the deadline'),
    demandHours: quantity('resource-hours', 'Work that arrived: GPU-hours or CPU-hours'),
    capacityHours: quantity('resource-hours', 'Work that the members that were up could have done'),
    coverageFraction: fraction('Capacity over expected demand, at most 1'),
    onTimeFraction: optional(fraction('Share of the tasks that ended today which met their deadline')),
    waitHours: optional(
      quantity('hours', 'Mean time from arrival to start, of the jobs started today, restarts among them'),
    ),
    feesUsd: usd('Fees paid by users for tasks done on time'),
    resource: text('What the work takes: gpu or cpu'),
    onTimeHours: quantity('resource-hours', 'Work of the tasks done on time, all copies'),
    copies: count('Copies of tasks that were handed in'),
    faked: count('Of these, copies whose work was not done: the AVS sees only those that an audit finds'),
    paidBy: text(
      'Sets, by spaces, whose pay is for this work: those that may serve it and are for its resource, and those that serve nothing of their own; empty without',
    ),
  },
});

/** What the rows of service are made from, besides the state. */
export interface ServiceSources {
  readonly service: Service;
  readonly availability: Availability;
  /** Copies that were handed in without the work, over the day, by kind of task. */
  readonly faked: Int32Array;
}

/** Rows of the table `service` at the end of a day: one for each kind of task. */
export function serviceRows(
  state: State,
  day: number,
  { service, availability, faked }: ServiceSources,
): Row[] {
  return state.world.tasks.map(task => {
    const { id, avsName, name, spec } = task;
    const today = service.today[id]!;
    const capacity = capacityHours(state, service.members[id]!, spec.resource, availability);
    const expected = service.demand[id]!.perDay[day - 1]! * spec.hours.mean * spec.copies;
    const ended = today.onTime + today.late + today.lost;
    return serviceTable.row({
      timeDays: day,
      avs: avsName,
      task: name,
      arrived: today.arrived,
      onTime: today.onTime,
      late: today.late,
      lost: today.lost,
      demandHours: today.demandHours,
      capacityHours: capacity,
      coverageFraction: Math.min(1, capacity / expected),
      onTimeFraction: ended ? today.onTime / ended : null,
      waitHours: today.started ? (24 * today.waitDays) / today.started : null,
      feesUsd: today.feesUsd,
      resource: spec.resource,
      onTimeHours: today.onTimeHours,
      copies: today.copies,
      faked: faked[id]!,
      paidBy: payingSets(state.world, task),
    });
  });
}

/**
 * Names of the sets whose pay is for a kind of task. GPUs are what a set that asks for them is for, CPUs what others
 * are for; a set that serves no task of its own resource pays for whatever it serves.
 */
function payingSets({ sets, tasks }: World, { sets: serving, spec }: TaskInWorld): string {
  const isOwn = (set: SetId, { resource }: TaskInWorld['spec']): boolean =>
    sets[set]!.spec.admission.gpus > 0 === (resource === 'gpu');
  const hasOwn = (set: SetId): boolean =>
    tasks.some(task => task.sets.includes(set) && isOwn(set, task.spec));
  return serving
    .filter(set => isOwn(set, spec) || !hasOwn(set))
    .map(set => sets[set]!.name)
    .join(' ');
}
