import { type Clock, priority } from '../../engine/index.ts';
import type { TaskInWorld } from '../../scenario/index.ts';
import type { Demand } from './demand.ts';
import type { Dispatch } from './dispatch.ts';
import type { ServiceTotals } from './service-totals.ts';
import type { TaskQueue } from './task-queue.ts';

/** What arrivals of tasks depend on; arrays are by kind of task. */
export interface ArrivalContext extends Pick<Dispatch, 'tryStart' | 'drain'> {
  readonly clock: Clock;
  /** Length of the run, in days; no task arrives later. */
  readonly days: number;
  readonly tasks: readonly TaskInWorld[];
  readonly queues: readonly TaskQueue[];
  readonly demand: readonly Demand[];
  /** Counts of the day that arrivals are added to. */
  readonly totals: ServiceTotals;
}

/**
 * Schedules the arrivals of all kinds of task until the end of the run. When a task arrives, the queue of its kind
 * is served first; then each of its jobs starts with a member that has room, or waits behind the jobs that wait
 * already. Only the next arrival of each kind is on the clock.
 */
export function scheduleArrivals(context: ArrivalContext): void {
  const { clock, days, tasks, queues, demand, totals, tryStart, drain } = context;
  const arrive = clock.kind('task', kind => {
    const task = tasks[kind]!;
    const { spec } = task;
    const hours = demand[kind]!.hours();
    const queue = queues[kind]!;
    const ticket = queue.open(clock.now, clock.now + spec.deadline, hours);
    const day = totals.today[kind]!;
    day.arrived++;
    day.demandHours += hours * spec.copies;
    drain(task);
    for (let copy = 0; copy < spec.copies; copy++) {
      // Nobody overtakes: while others of the kind wait, a new job waits behind them.
      if (queue.head() >= 0 || !tryStart(task, ticket)) queue.enqueue(ticket);
    }
    const next = demand[kind]!.next(clock.now);
    if (next < days) clock.at(next, priority.act, arrive, kind);
  });
  for (const { id } of tasks) {
    const first = demand[id]!.next(0);
    if (first < days) clock.at(first, priority.act, arrive, id);
  }
}
