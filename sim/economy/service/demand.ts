import { exponential, lognormalOfMean, pow, type Stream, type Streams } from '../../engine/index.ts';
import type { TaskInWorld } from '../../scenario/index.ts';

/** Arrivals and sizes of one kind of task. */
export interface Demand {
  /** Expected arrivals, `[day]`. */
  readonly perDay: Float64Array;
  /**
   * Draws the time of the next arrival after `time`; both in days. The length of the run stands for none before its
   * end.
   */
  next(time: number): number;
  /** Draws the work of a copy of the task that arrives, in GPU-hours or core-hours. */
  hours(): number;
}

/**
 * Demand for a kind of task: a Poisson process of rate perDay (1 + growth)^(day / 365) week[day mod 7] a day, which is
 * one of rate 1 on the scale of its expected arrivals so far (time rescaling: E. Çinlar, "Introduction to Stochastic
 * Processes", 1975, chapter 4). An arrival depends on the rates up to it and on none after it. Work is lognormal.
 *
 * @param days length of the run, in days; no task arrives later
 */
export function createDemand(task: TaskInWorld, days: number, streams: Streams): Demand {
  const { spec } = task;
  const perDay = Float64Array.from(
    { length: days + 1 },
    (_, day) => spec.perDay * pow(1 + spec.growth, day / 365) * spec.week[day % 7]!,
  );
  const arrivals: Stream = streams.stream('task arrivals', `${task.avsName}.${task.name}`);
  const sizes: Stream = streams.stream('task hours', `${task.avsName}.${task.name}`);
  return {
    perDay,
    next: time => {
      // Arrivals to be expected until the next one.
      let expected = exponential(arrivals, 1);
      let at = time;
      for (let day = Math.floor(at); day < days; day++) {
        const rate = perDay[day]!;
        const today = rate * (day + 1 - at);
        if (expected < today) return at + expected / rate;
        expected -= today;
        at = day + 1;
      }
      return days;
    },
    hours: () => lognormalOfMean(sizes, spec.hours.mean, spec.hours.cv),
  };
}
