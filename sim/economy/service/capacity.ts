import type { MembershipId, OperatorId } from '../../ids.ts';
import type { OperatorTraits } from '../../scenario/index.ts';

/** What a task occupies and a set's work is counted in: GPUs or CPU cores. */
export type Resource = 'gpu' | 'cpu';

/** A job, one copy of a task, that runs on an operator's machine. */
export interface TaskJob {
  /** Number of the kind of task, and the task's ticket in the queue of that kind. */
  readonly kind: number;
  readonly ticket: number;
  /** Who runs it, and the membership that its work counts for. */
  readonly operator: OperatorId;
  readonly membership: MembershipId;
  readonly resource: Resource;
  /** GPUs or cores that it occupies. */
  readonly width: number;
}

/**
 * Capacity of all operators' machines: what of it is free, and which jobs run where. Whether an operator is up is
 * not its business. A job's GPU-hours are counted while it occupies them, so that work that is broken off counts
 * too.
 */
export interface Capacity {
  /** Free GPUs or cores of an operator. */
  free(resource: Resource, operator: OperatorId): number;
  /** Occupies what a job needs and returns the job's number, which is used again after `release`. */
  occupy(job: TaskJob): number;
  /** Notes the clock's handle of the event that ends a job, to cancel it by if the job is evicted. */
  setHandle(job: number, handle: number): void;
  /** The job of a number. */
  jobOf(job: number): TaskJob;
  /** Frees what a job occupied. */
  release(job: number): void;
  /** Releases all jobs of an operator and returns them with their handles. */
  evict(operator: OperatorId): readonly (TaskJob & { readonly handle: number })[];
  /** GPU-hours in which jobs, finished or not, occupied an operator's GPUs since the last `clear`. */
  gpuHours(operator: OperatorId): number;
  /** Sets the GPU-hours of all operators to 0. */
  clear(): void;
}

/**
 * Capacity of machines that run nothing yet. Numbers of jobs are used again, and hours are integrated at each
 * change of an operator's GPUs, so that nothing runs over all jobs.
 *
 * @param now present time, in days
 */
export function createCapacity(operators: readonly OperatorTraits[], now: () => number): Capacity {
  const free = {
    gpu: Int32Array.from(operators, ({ gpus }) => gpus),
    cpu: Int32Array.from(operators, ({ cores }) => cores),
  };
  const jobs: (TaskJob | undefined)[] = [];
  const handles: number[] = [];
  const unused: number[] = [];
  const running: number[][] = operators.map(() => []);

  // Occupied GPU-hours up to the last change of each operator's GPUs, and the time of that change in days.
  const gpuHours = new Float64Array(operators.length);
  const changed = new Float64Array(operators.length);
  const settle = (operator: OperatorId): void => {
    const busy = operators[operator]!.gpus - free.gpu[operator]!;
    gpuHours[operator]! += 24 * busy * (now() - changed[operator]!);
    changed[operator] = now();
  };

  const release = (job: number): void => {
    const { operator, resource, width } = jobs[job]!;
    if (resource === 'gpu') settle(operator);
    free[resource][operator]! += width;
    const own = running[operator]!;
    // Their order matters to `evict` alone, and is the same in every run.
    own[own.indexOf(job)] = own.at(-1)!;
    own.pop();
    jobs[job] = undefined;
    unused.push(job);
  };
  return {
    free: (resource, operator) => free[resource][operator]!,
    occupy: job => {
      const number = unused.pop() ?? jobs.length;
      jobs[number] = job;
      if (job.resource === 'gpu') settle(job.operator);
      free[job.resource][job.operator]! -= job.width;
      running[job.operator]!.push(number);
      return number;
    },
    setHandle: (job, handle) => {
      handles[job] = handle;
    },
    jobOf: job => jobs[job]!,
    release,
    evict: operator =>
      // A copy: each release takes a job out of the list that is walked.
      [...running[operator]!].map(job => {
        const evicted = { ...jobs[job]!, handle: handles[job]! };
        release(job);
        return evicted;
      }),
    gpuHours: operator => {
      settle(operator);
      return gpuHours[operator]!;
    },
    clear: () => {
      for (let operator = 0; operator < operators.length; operator++) settle(operator);
      gpuHours.fill(0);
    },
  };
}
