import type { Clock, Streams } from '../../engine/index.ts';
import type { MembershipId, OperatorId, SetId } from '../../ids.ts';
import type { OperatorTraits, World } from '../../scenario/index.ts';
import { type Capacity, createCapacity } from './capacity.ts';
import { createDemand, type Demand } from './demand.ts';
import { createDispatch } from './dispatch.ts';
import { clearServiceTotals, createServiceTotals, type ServiceTotals } from './service-totals.ts';
import { scheduleArrivals } from './task-arrivals.ts';
import { addMember, createTaskMembers, removeMember, type ServingMembership } from './task-members.ts';
import { createTaskQueue, type TaskQueue } from './task-queue.ts';
import { createSettlement } from './task-settlement.ts';

/** Task service of the whole world: users' tasks, members' machines, and the queues between them. */
export interface Service extends ServiceTotals {
  /** Demand for each kind of task, `[task]`. */
  readonly demand: readonly Demand[];
  /** Memberships that may serve each kind of task, `[task]`. */
  readonly members: readonly (readonly MembershipId[])[];
  /** GPU-hours since the last midnight in which an operator's GPUs worked on tasks, under whichever membership. */
  gpuHours(operator: OperatorId): number;
  /** Notes that an operator now serves a set. */
  enter(member: ServingMembership): void;
  /** Notes that the operator of a membership serves the set no longer; jobs that run are finished. */
  leave(membership: MembershipId): void;
  /** Notes that an operator went down: its running jobs start again elsewhere. */
  down(operator: OperatorId): void;
  /** Notes that an operator came up. */
  up(operator: OperatorId): void;
  /** Sets the totals and the GPU-hours to 0, for a new day. */
  clear(): void;
}

/** What a service system is built from. */
export interface ServiceInputs {
  readonly world: World;
  readonly operators: readonly OperatorTraits[];
  readonly clock: Clock;
  readonly random: Streams;
  /** Length of the run, in days. */
  readonly days: number;
  readonly isUp: (operator: OperatorId) => boolean;
  /** Called for every job that is done: kind of task, who did it, under which set, and its work in hours. */
  readonly jobDone?: (task: number, operator: OperatorId, set: SetId, hours: number) => void;
}

/**
 * Service system on the clock. A task needs `copies` different operators; each copy is a job that occupies `width`
 * GPUs or cores of one member that is up, for hours / width. A job that finds no free member waits in the queue of its
 * kind, first come first served, and is given up once it could not meet its deadline; a job whose operator goes down
 * starts again.
 *
 * `capacity` knows what runs where, the queues what waits, `members` who may serve, `dispatch` brings them
 * together, and `settle` closes tasks. Whatever makes room (a job ends, an operator comes up or joins, one that
 * goes down leaves its jobs) serves queues at once, kind by kind.
 */
export function createService(inputs: ServiceInputs): Service {
  const { world, operators, clock, random, days, isUp, jobDone = () => {} } = inputs;
  const { tasks } = world;
  const capacity = createCapacity(operators, () => clock.now);
  const queues = tasks.map(({ spec }) => createTaskQueue(spec.copies));
  const members = createTaskMembers(world, operators.length);
  const totals = createServiceTotals(tasks.length, operators.length);
  const demand = tasks.map(task => createDemand(task, days, random));
  const settle = createSettlement(queues, totals, clock);
  const draws = tasks.map(({ avsName, name }) => random.stream('task dispatch', `${avsName}.${name}`));

  /** Serves all queues after something changed for the better at an operator: it has more room, or is up again. */
  const drainFor = (operator: OperatorId): void => {
    if (members.setsServed[operator] === 0 || !isUp(operator)) return;
    for (const task of tasks) if (queues[task.id]!.head() >= 0) drain(task);
  };
  /** Ends a job: credits its work, settles its task if it was the last, and gives its place to jobs that wait. */
  const finish = (job: number): void => {
    const { kind, ticket, operator, membership } = capacity.jobOf(job);
    const task = tasks[kind]!;
    const queue = queues[kind]!;
    const set = members.setOf[membership]!;
    const hours = queue.hours(ticket);
    capacity.release(job);
    // Work counts for a membership only if it is what the set is for.
    if (task.spec.resource === members.resourceOf[set]) totals.workHours[membership]! += hours;
    totals.today[kind]!.copies++;
    jobDone(kind, operator, set, hours);
    queue.finish(ticket);
    settle(task, ticket);
    drainFor(operator);
  };
  const { tryStart, drain } = createDispatch({
    clock,
    isUp,
    capacity,
    members,
    totals,
    queues,
    draws,
    settle,
    jobDone: clock.kind('job done', finish),
  });
  scheduleArrivals({ tasks, demand, queues, totals, clock, days, tryStart, drain });

  return {
    ...totals,
    demand,
    members: members.ofTask,
    gpuHours: capacity.gpuHours,
    enter: member => {
      const { workHours } = totals;
      // Memberships get their numbers during the run, in any order of entry.
      while (workHours.length <= member.membership) workHours.push(0);
      addMember(members, world, member);
      for (const task of tasks) if (task.sets.includes(member.set)) drain(task);
    },
    leave: membership => removeMember(members, world, membership),
    down: operator => {
      // Others may have room for its jobs at once.
      for (const kind of breakOff(capacity, queues, clock, operator)) drain(tasks[kind]!);
    },
    up: drainFor,
    clear: () => {
      clearServiceTotals(totals);
      capacity.clear();
    },
  };
}

/**
 * Breaks off all jobs that an operator runs: they wait at the end of their queues. What was done of them is lost;
 * their fees and hours go to who does them again.
 *
 * @param queues `[task]`
 * @returns the kinds of task of these jobs
 */
function breakOff(
  capacity: Capacity,
  queues: readonly TaskQueue[],
  clock: Clock,
  operator: OperatorId,
): ReadonlySet<number> {
  const evicted = capacity.evict(operator);
  for (const { kind, ticket, handle } of evicted) {
    clock.cancel(handle);
    queues[kind]!.abandon(ticket, operator);
    queues[kind]!.enqueue(ticket);
  }
  return new Set(evicted.map(({ kind }) => kind));
}
