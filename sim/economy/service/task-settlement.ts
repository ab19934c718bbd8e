import type { Clock } from '../../engine/index.ts';
import type { TaskInWorld } from '../../scenario/index.ts';
import type { ServiceTotals } from './service-totals.ts';
import type { TaskQueue } from './task-queue.ts';

/**
 * Closes a task if all of its jobs are done or given up, and counts it as on time, late or lost. To be called
 * whenever a job of the task ended in either way; the ticket is free afterwards, if it was the last.
 */
export type SettleTask = (task: TaskInWorld, ticket: number) => void;

/**
 * Settlement of tasks: a task done by its deadline pays its fee, one that is late or lost pays nothing.
 *
 * @param queues `[task]`
 */
export function createSettlement(
  queues: readonly TaskQueue[],
  totals: ServiceTotals,
  clock: Clock,
): SettleTask {
  return (task, ticket) => {
    const queue = queues[task.id]!;
    if (!queue.isOver(ticket)) return;
    const day = totals.today[task.id]!;
    if (queue.isLost(ticket)) day.lost++;
    else if (clock.now > queue.deadline(ticket)) day.late++;
    else {
      day.onTime++;
      day.onTimeHours += queue.hours(ticket) * task.spec.copies;
      bookFee(totals, task, queue, ticket);
    }
    queue.close(ticket);
  };
}

/**
 * Books the fee of a task done in time: the operators' share to those who did it in equal parts, the rest to its
 * AVS. Who began a job and broke it off is no longer among those who did it.
 */
function bookFee(totals: ServiceTotals, { id, spec }: TaskInWorld, queue: TaskQueue, ticket: number): void {
  const { feeUsd, operatorShare, copies } = spec;
  totals.today[id]!.feesUsd += feeUsd;
  const feesUsd = totals.operatorFeesUsd[id]!;
  for (let place = 0; place < queue.begun(ticket); place++)
    feesUsd[queue.operatorAt(ticket, place)]! += (feeUsd * operatorShare) / copies;
  totals.avsFeesUsd[id]! += feeUsd * (1 - operatorShare);
}
