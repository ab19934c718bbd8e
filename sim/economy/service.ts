import { type Clock, priority, type Stream, type Streams } from '../engine/index.ts';
import type { OperatorTraits, TaskInWorld, World } from '../scenario/index.ts';
import { createServers, type Servers } from './capacity.ts';
import { createDemand, type Demand } from './demand.ts';
import { createLine, type Line } from './task-queue.ts';

/** What happened to one kind of task since the last midnight. */
export interface ServiceDay {
  arrived: number;
  onTime: number;
  late: number;
  lost: number;
  started: number;
  copies: number;
  demandHours: number;
  onTimeHours: number;
  waitDays: number;
  feesUsd: number;
}

/** Task service of the whole world: users' tasks, members' machines, and the queue between them. */
export interface Service {
  readonly demand: readonly Demand[];
  /** The day so far, by kind of task. */
  readonly today: readonly ServiceDay[];
  /** Members that may serve each kind of task: membership numbers. */
  readonly members: readonly (readonly number[])[];
  /** Work done under each membership since the last midnight: GPU-hours in a set that asks for GPUs, else CPU-hours. */
  readonly workHours: readonly number[];
  /** GPU-hours since the last midnight in which an operator's GPUs worked on tasks, whoever the work counts for. */
  gpuHours(operator: number): number;
  /** Fees since the last midnight, in USD: `[task][operator]` earned by operators, `[task]` kept by the AVS. */
  readonly operatorFeesUsd: readonly Float64Array[];
  readonly avsFeesUsd: Float64Array;
  /** Says that an operator now serves a set, or no longer does. */
  enter(membership: number, operator: number, set: number): void;
  leave(membership: number, set: number): void;
  /** Says that an operator went down (its running jobs start again elsewhere) or came up. */
  down(operator: number): void;
  up(operator: number): void;
  /** Starts a new day. */
  clear(): void;
}

const emptyDay = (): ServiceDay => ({
  arrived: 0,
  onTime: 0,
  late: 0,
  lost: 0,
  started: 0,
  copies: 0,
  demandHours: 0,
  onTimeHours: 0,
  waitDays: 0,
  feesUsd: 0,
});

/**
 * The service system on the clock. A task needs `copies` different operators; each copy is a job that occupies
 * `width` GPUs or cores of one member that is up, for hours / width. A job that finds no free member waits in
 * the line of its kind, first come first served, and is given up once it could not meet its deadline; a job whose
 * operator goes down starts again.
 *
 * @param handedIn told of every copy that is done: kind of task, who did it, under which set, its work in hours
 */
export function createService(
  world: World,
  operators: readonly OperatorTraits[],
  isUp: (operator: number) => boolean,
  clock: Clock,
  days: number,
  streams: Streams,
  handedIn: (task: number, operator: number, set: number, hours: number) => void = () => {},
): Service {
  const { tasks } = world;
  const servers: Servers = createServers(operators, () => clock.now);
  const lines: Line[] = tasks.map(({ spec }) => createLine(spec.copies));
  const demand = tasks.map(task => createDemand(task, days, streams));
  const today = tasks.map(emptyDay);
  const members: number[][] = tasks.map(() => []);
  const operatorOf: number[] = [];
  const setOf: number[] = [];
  const resourceOf = (membership: number): 'gpu' | 'cpu' =>
    world.sets[setOf[membership]!]!.spec.admission.gpus > 0 ? 'gpu' : 'cpu';
  const memberships = new Int32Array(operators.length);
  const workHours: number[] = [];
  const operatorFeesUsd = tasks.map(() => new Float64Array(operators.length));
  const avsFeesUsd = new Float64Array(tasks.length);
  const choice: Stream[] = tasks.map(({ avsName, name }) =>
    streams.stream('task dispatch', `${avsName}.${name}`),
  );

  const canServe = (membership: number, task: TaskInWorld, ticket: number): boolean => {
    const operator = operatorOf[membership]!;
    return (
      isUp(operator) &&
      servers.free(task.spec.resource, operator) >= task.spec.width &&
      !lines[task.id]!.isDoing(ticket, operator)
    );
  };

  /** Time that a job of a task occupies its member. */
  const daysOf = ({ id, spec }: TaskInWorld, ticket: number): number =>
    lines[id]!.hours(ticket) / spec.width / 24;

  const start = (task: TaskInWorld, ticket: number, membership: number): void => {
    const { spec, id } = task;
    const line = lines[id]!;
    const operator = operatorOf[membership]!;
    line.begin(ticket, operator);
    today[id]!.started++;
    today[id]!.waitDays += clock.now - line.arrival(ticket);
    const job = servers.occupy({
      kind: id,
      ticket,
      operator,
      membership,
      resource: spec.resource,
      width: spec.width,
    });
    servers.setHandle(job, clock.after(daysOf(task, ticket), priority.act, done, job));
  };

  /** Starts a job with the first member that has room, looking from a random place on; false if none has. */
  const dispatch = (task: TaskInWorld, ticket: number): boolean => {
    const candidates = members[task.id]!;
    const n = candidates.length;
    if (n === 0) return false;
    const from = Math.floor(choice[task.id]!() * n);
    for (let i = 0; i < n; i++) {
      const membership = candidates[(from + i) % n]!;
      if (!canServe(membership, task, ticket)) continue;
      start(task, ticket, membership);
      return true;
    }
    return false;
  };

  const settleTask = (task: TaskInWorld, ticket: number): void => {
    const line = lines[task.id]!;
    if (!line.isOver(ticket)) return;
    const day = today[task.id]!;
    if (line.isLost(ticket)) day.lost++;
    else if (clock.now > line.deadline(ticket)) day.late++;
    else {
      const { feeUsd, operatorShare, copies } = task.spec;
      day.onTime++;
      day.onTimeHours += line.hours(ticket) * copies;
      day.feesUsd += feeUsd;
      for (const operator of line.doers(ticket))
        operatorFeesUsd[task.id]![operator]! += (feeUsd * operatorShare) / copies;
      avsFeesUsd[task.id]! += feeUsd * (1 - operatorShare);
    }
    line.discard(ticket);
  };

  /** Serves the line of a kind of task while its head finds a member; gives up what can no longer be done in time. */
  const drain = (task: TaskInWorld): void => {
    const line = lines[task.id]!;
    for (let ticket = line.head(); ticket >= 0; ticket = line.head()) {
      if (clock.now + daysOf(task, ticket) > line.deadline(ticket)) {
        line.take();
        line.lose(ticket);
        settleTask(task, ticket);
      } else if (dispatch(task, ticket)) line.take();
      else return;
    }
  };

  const done = clock.kind('job done', job => {
    const { kind, ticket, operator, membership } = servers.jobOf(job);
    const task = tasks[kind]!;
    servers.release(job);
    // A set's work is what it is for: GPU-hours if it asks for GPUs, CPU-hours otherwise.
    if (task.spec.resource === resourceOf(membership)) workHours[membership]! += lines[kind]!.hours(ticket);
    today[kind]!.copies++;
    handedIn(kind, operator, setOf[membership]!, lines[kind]!.hours(ticket));
    lines[kind]!.finish(ticket, operator);
    settleTask(task, ticket);
    drainFor(operator);
  });

  const drainFor = (operator: number): void => {
    if (memberships[operator] === 0 || !isUp(operator)) return;
    for (const task of tasks) if (lines[task.id]!.head() >= 0) drain(task);
  };

  const arrive = clock.kind('task', kind => {
    const task = tasks[kind]!;
    const { spec } = task;
    const hours = demand[kind]!.hours();
    const line = lines[kind]!;
    const ticket = line.open(clock.now, clock.now + spec.deadline, hours);
    today[kind]!.arrived++;
    today[kind]!.demandHours += hours * spec.copies;
    drain(task);
    for (let copy = 0; copy < spec.copies; copy++) {
      if (line.head() >= 0 || !dispatch(task, ticket)) line.wait(ticket);
    }
    const next = demand[kind]!.next(clock.now);
    if (next < days) clock.at(next, priority.act, arrive, kind);
  });
  for (const { id } of tasks) {
    const first = demand[id]!.next(0);
    if (first < days) clock.at(first, priority.act, arrive, id);
  }

  return {
    demand,
    today,
    members,
    workHours,
    gpuHours: servers.gpuHours,
    operatorFeesUsd,
    avsFeesUsd,
    enter: (membership, operator, set) => {
      while (operatorOf.length <= membership) {
        operatorOf.push(-1);
        setOf.push(-1);
        workHours.push(0);
      }
      operatorOf[membership] = operator;
      setOf[membership] = set;
      memberships[operator]!++;
      for (const task of tasks) {
        if (!task.sets.includes(set)) continue;
        members[task.id]!.push(membership);
        drain(task);
      }
    },
    leave: (membership, set) => {
      memberships[operatorOf[membership]!]!--;
      for (const task of tasks) {
        if (task.sets.includes(set)) members[task.id]!.splice(members[task.id]!.indexOf(membership), 1);
      }
    },
    down: operator => {
      const evicted = servers.evict(operator);
      for (const { kind, ticket, handle } of evicted) {
        clock.cancel(handle);
        lines[kind]!.abandon(ticket, operator);
        lines[kind]!.wait(ticket);
      }
      // Others may have room for them at once.
      for (const kind of new Set(evicted.map(job => job.kind))) drain(tasks[kind]!);
    },
    up: drainFor,
    clear: () => {
      for (let kind = 0; kind < tasks.length; kind++) Object.assign(today[kind]!, emptyDay());
      workHours.fill(0);
      servers.clear();
      for (const fees of operatorFeesUsd) fees.fill(0);
      avsFeesUsd.fill(0);
    },
  };
}
