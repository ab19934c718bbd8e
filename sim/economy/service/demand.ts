import { exponential, lognormalOfMean, pow, type Stream, type Streams } from '../../engine/index.ts';
import type { TaskInWorld } from '../../scenario/index.ts';

/** Arrivals and sizes of one kind of task. */
export interface Demand {
  /** Expected arrivals, `[day]`. */
  readonly perDay: Float64Array;
  /** Draws the time of the next arrival after `time`; both in days. */
  next(time: number): number;
  /** Draws the work of a copy of the task that arrives, in GPU-hours or core-hours. */
  hours(): number;
}

/**
 * Demand for a kind of task: a Poisson process of rate perDay (1 + growth)^(day / 365) week[day mod 7] a day, by
 * thinning a process at the highest rate (P. A. W. Lewis and G. S. Shedler, "Simulation of nonhomogeneous Poisson
 * processes by thinning", Naval Research Logistics Quarterly 26, 1979). Work is lognormal.
 *
 * @param days length of the run, in days; no task arrives later
 */
export function createDemand(task: TaskInWorld, days: number, streams: Streams): Demand {
  const { spec } = task;
  const perDay = Float64Array.from(
    { length: days + 1 },
    (_, day) => spec.perDay * pow(1 + spec.growth, day / 365) * spec.week[day % 7]!,
  );
  const highest = perDay.reduce((a, b) => Math.max(a, b), 0);
  const arrivals: Stream = streams.stream('task arrivals', `${task.avsName}.${task.name}`);
  const sizes: Stream = streams.stream('task hours', `${task.avsName}.${task.name}`);
  return {
    perDay,
    next: time => {
      let at = time;
      do at += exponential(arrivals, 1 / highest);
      while (at < days && arrivals() * highest > perDay[Math.floor(at)]!);
      return at;
    },
    hours: () => lognormalOfMean(sizes, spec.hours.mean, spec.hours.cv),
  };
}
