import type { OperatorTraits } from '../scenario/index.ts';

/** A job that runs on an operator's machine. */
export interface Job {
  readonly kind: number;
  readonly ticket: number;
  readonly operator: number;
  readonly membership: number;
  readonly resource: 'gpu' | 'cpu';
  /** GPUs or cores it occupies. */
  readonly width: number;
}

/** The machines of all operators: what is free, and which jobs run where. */
export interface Servers {
  /** Free GPUs or cores of an operator. */
  free(resource: 'gpu' | 'cpu', operator: number): number;
  /** Occupies what a job needs; returns the job's number, which is reused after `release`. */
  occupy(job: Job): number;
  /** Notes the clock's handle of the event that ends a job. */
  setHandle(job: number, handle: number): void;
  jobOf(job: number): Job;
  release(job: number): void;
  /** Takes all jobs off an operator and returns them with their handles. */
  evict(operator: number): readonly (Job & { readonly handle: number })[];
  /** GPU-hours that jobs, finished or not, occupied an operator's GPUs for since the last `clear`. */
  gpuHours(operator: number): number;
  /** Counts GPU-hours anew. */
  clear(): void;
}

/**
 * Machines with nothing running.
 *
 * @param now the time, in days
 */
export function createServers(operators: readonly OperatorTraits[], now: () => number): Servers {
  const free = {
    gpu: Int32Array.from(operators, ({ gpus }) => gpus),
    cpu: Int32Array.from(operators, ({ cores }) => cores),
  };
  const jobs: (Job | undefined)[] = [];
  const handles: number[] = [];
  const unused: number[] = [];
  const running: number[][] = operators.map(() => []);

  // GPU-hours up to the last change, and when that was.
  const gpuHours = new Float64Array(operators.length);
  const changed = new Float64Array(operators.length);
  const settle = (operator: number): void => {
    const busy = operators[operator]!.gpus - free.gpu[operator]!;
    gpuHours[operator]! += 24 * busy * (now() - changed[operator]!);
    changed[operator] = now();
  };

  const release = (job: number): void => {
    const { operator, resource, width } = jobs[job]!;
    if (resource === 'gpu') settle(operator);
    free[resource][operator]! += width;
    const own = running[operator]!;
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
