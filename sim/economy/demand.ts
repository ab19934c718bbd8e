import { exponential, lognormalOfMean, pow, type Stream, type Streams } from '../engine/index.ts';
import type { TaskInWorld } from '../scenario/index.ts';

/** Arrivals and sizes of one kind of task. */
export interface Demand {
  /** Expected arrivals on each day of the run. */
  readonly perDay: Float64Array;
  /** Time of the next arrival after `time`, in days. */
  next(time: number): number;
  /** Work of the task that arrives now, in resource-hours. */
  hours(): number;
}

/**
 * Demand for a kind of task: a Poisson process whose rate follows growth and the day of the week, drawn by
 * thinning a process at the highest rate (Lewis and Shedler 1979).
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
