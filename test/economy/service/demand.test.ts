import { describe, expect, it } from 'vitest';
import { createDemand } from '../../../sim/economy/service/demand.ts';
import { streams } from '../../../sim/engine/index.ts';
import { worldOf } from '../../../sim/scenario/index.ts';
import { small, type Written } from '../../scenario/small.ts';
import { distance, unlikely } from '../distance.ts';

/** Demand for one kind of task over so many days. */
function demandOf(task: Written, days: number) {
  const tasks = {
    job: { perDay: 20, resource: 'cpu', hours: { mean: 2 }, deadline: '1d', sets: ['main'], ...task },
  };
  return createDemand(worldOf(small({ avss: { one: { tasks } } })).tasks[0]!, days, streams('demand'));
}

/** Arrivals on each day. */
function arrivals(task: Written, days: number): number[] {
  const demand = demandOf(task, days);
  const counts = Array<number>(days).fill(0);
  for (let at = demand.next(0); at < days; at = demand.next(at)) counts[Math.floor(at)]!++;
  return counts;
}

describe('demand', () => {
  it('arrives as a Poisson process: as many a day as expected, with the mean as variance, day by day anew', () => {
    const counts = arrivals({}, 5_000);
    expect(distance(counts, 20)).toBeLessThan(unlikely);
    expect(
      distance(
        counts.map(count => (count - 20) ** 2),
        20,
      ),
    ).toBeLessThan(unlikely);
    expect(
      distance(
        counts.slice(1).map((count, i) => (count - 20) * (counts[i]! - 20)),
        0,
      ),
    ).toBeLessThan(unlikely);
  });

  it('follows the days of the week', () => {
    const week = [2, 1.5, 1, 1, 0.7, 0.5, 0.3];
    const counts = arrivals({ week }, 7 * 700);
    week.forEach((factor, weekday) => {
      expect(
        distance(
          counts.filter((_, day) => day % 7 === weekday),
          20 * factor,
        ),
      ).toBeLessThan(unlikely);
    });
  });

  it('grows by its rate a year', () => {
    const counts = arrivals({ growth: '50%' }, 2 * 365);
    const relative = counts.map((count, day) => count / (20 * 1.5 ** (day / 365)));
    expect(distance(relative.slice(0, 365), 1)).toBeLessThan(unlikely);
    expect(distance(relative.slice(365), 1)).toBeLessThan(unlikely);
    expect(distance(counts.slice(365), 20)).toBeGreaterThan(unlikely);
  });

  it('says for each day of the run what it expects', () => {
    const { perDay } = demandOf({ growth: '100%', week: [1, 2, 1, 1, 1, 0.5, 0.5] }, 366);
    expect(perDay[0]).toBe(20);
    expect(perDay[1]).toBeCloseTo(40 * 2 ** (1 / 365), 12);
    expect(perDay[365]).toBeCloseTo(40 * 2, 12);
  });

  it('asks for work of the mean and the variation given', () => {
    const demand = demandOf({ hours: { mean: 3, cv: 0.8 } }, 1);
    const hours = Array.from({ length: 100_000 }, () => demand.hours());
    expect(distance(hours, 3)).toBeLessThan(unlikely);
    expect(
      distance(
        hours.map(value => (value - 3) ** 2),
        (0.8 * 3) ** 2,
      ),
    ).toBeLessThan(unlikely);
    const same = demandOf({ hours: { mean: 3, cv: 0 } }, 1);
    expect([same.hours(), same.hours()]).toEqual([3, 3]);
  });
});
