import { type Clock, priority, type Stream } from '../../engine/index.ts';
import type { MembershipId, OperatorId } from '../../ids.ts';
import type { TaskInWorld } from '../../scenario/index.ts';
import type { Capacity } from './capacity.ts';
import type { ServiceTotals } from './service-totals.ts';
import type { TaskMembers } from './task-members.ts';
import type { TaskQueue } from './task-queue.ts';
import type { SettleTask } from './task-settlement.ts';

/** What jobs are dispatched between: the queues of tasks and the members' machines. */
export interface DispatchContext {
  readonly clock: Clock;
  readonly isUp: (operator: OperatorId) => boolean;
  readonly capacity: Capacity;
  readonly members: TaskMembers;
  readonly totals: ServiceTotals;
  /** `[task]`. */
  readonly queues: readonly TaskQueue[];
  /** Draws of the member from which the search begins, `[task]`. */
  readonly draws: readonly Stream[];
  readonly settle: SettleTask;
  /** Number of the clock's event for a job that is done; its subject is the job's number. */
  readonly jobDone: number;
}

/** Assignment of jobs to members. */
export interface Dispatch {
  /**
   * Starts a job of a task with the first member that is up and has room, looking from a random member on, in the order
   * of membership; false if no member has room.
   */
  tryStart(task: TaskInWorld, ticket: number): boolean;
  /**
   * Serves the queue of a kind of task as long as its head finds a member. A job that could not end by its deadline
   * is given up, and with it its task. A head that finds none blocks all behind it. Deadlines are looked at here
   * alone: a job that starts on arrival is not refused for being too long.
   */
  drain(task: TaskInWorld): void;
}

/**
 * Dispatch between these queues and machines. A search takes one draw, also where it finds nobody, and looks at
 * each member at most once.
 */
export function createDispatch(context: DispatchContext): Dispatch {
  const { clock, isUp, capacity, members, totals, queues, draws, settle, jobDone } = context;
  const { operatorOf } = members;

  /** Time for which a job of a task occupies its member, in days. */
  const daysOf = ({ id, spec }: TaskInWorld, ticket: number): number =>
    queues[id]!.hours(ticket) / spec.width / 24;

  /** Whether a member is up, has room for a job of a task, and does not do another job of the same task. */
  const canServe = (membership: MembershipId, { id, spec }: TaskInWorld, ticket: number): boolean => {
    const operator = operatorOf[membership]!;
    return (
      isUp(operator) &&
      capacity.free(spec.resource, operator) >= spec.width &&
      !queues[id]!.isDoing(ticket, operator)
    );
  };

  /** Occupies a member with a job of a task and schedules its end. */
  const start = (task: TaskInWorld, ticket: number, membership: MembershipId): void => {
    const { id: kind, spec } = task;
    const { resource, width } = spec;
    const operator = operatorOf[membership]!;
    const queue = queues[kind]!;
    queue.begin(ticket, operator);
    const day = totals.today[kind]!;
    day.started++;
    day.waitDays += clock.now - queue.arrival(ticket);
    const job = capacity.occupy({ kind, ticket, operator, membership, resource, width });
    capacity.setHandle(job, clock.after(daysOf(task, ticket), priority.act, jobDone, job));
  };

  const tryStart = (task: TaskInWorld, ticket: number): boolean => {
    const candidates = members.ofTask[task.id]!;
    const n = candidates.length;
    if (n === 0) return false;
    const from = Math.floor(draws[task.id]!() * n);
    for (let i = 0; i < n; i++) {
      const membership = candidates[(from + i) % n]!;
      if (!canServe(membership, task, ticket)) continue;
      start(task, ticket, membership);
      return true;
    }
    return false;
  };

  const drain = (task: TaskInWorld): void => {
    const queue = queues[task.id]!;
    for (let ticket = queue.head(); ticket >= 0; ticket = queue.head()) {
      if (clock.now + daysOf(task, ticket) > queue.deadline(ticket)) {
        queue.dequeue();
        queue.giveUp(ticket);
        settle(task, ticket);
      } else if (tryStart(task, ticket)) queue.dequeue();
      else return;
    }
  };
  return { tryStart, drain };
}
