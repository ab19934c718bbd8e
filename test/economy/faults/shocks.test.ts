import { describe, expect, it } from 'vitest';
import type { Written } from '../../scenario/small.ts';
import { countDistance, distance, mean, unlikely } from '../distance.ts';
import { faulty, threeSets } from './faults.fixture.ts';

describe('a common shock', () => {
  const exposed = 60;
  const struck = {
    shocks: {
      storm: { on: { label: 'cloud', is: 'aws' }, perYear: 50, hits: '30%', lasts: { median: '6h' } },
    },
    operators: {
      ordinary: { count: exposed, placement: { cloud: 'aws' } },
      apart: { count: 20, placement: { cloud: 'own' } },
    },
  };

  it('comes so often, hits so many of those that carry the label, all at once, and nobody else', () => {
    const hits: number[] = [];
    const falls = new Map<number, number>();
    const { clock } = faulty(struck, {
      shock: (_name, _kind, hit) => hits.push(hit),
      down: operator => {
        expect(operator).toBeLessThan(exposed);
        falls.set(clock.now, (falls.get(clock.now) ?? 0) + 1);
      },
    });
    const years = 20;
    clock.runUntil(years * 365);
    // A Poisson count has its mean as variance.
    expect(Math.abs(hits.length - 50 * years) / Math.sqrt(50 * years)).toBeLessThan(unlikely);
    expect(distance(hits, 0.3 * exposed)).toBeLessThan(unlikely);
    expect(falls.size).toBeLessThanOrEqual(hits.length);
    expect(Math.max(...falls.values())).toBeGreaterThan(10);
  });

  it('lasts its lognormal time for all that it hits', () => {
    const spans = new Map<number, number>();
    const fell = new Map<number, number>();
    const { clock } = faulty(
      { ...struck, shocks: { storm: { ...struck.shocks.storm, perYear: 3, hits: 1 } } },
      {
        down: operator => fell.set(operator, clock.now),
        up: operator => spans.set(fell.get(operator)!, clock.now - fell.get(operator)!),
      },
    );
    clock.runUntil(300 * 365);
    const logs = [...spans.values()].map(days => Math.log(days * 24));
    expect(distance(logs, Math.log(6))).toBeLessThan(unlikely);
    expect(
      distance(
        logs.map(value => (value - Math.log(6)) ** 2),
        0.25,
      ),
    ).toBeLessThan(unlikely);
  });

  it('that overlaps an own failure keeps the operator down until both are over', () => {
    let flips = 0;
    const overlapping = {
      ...struck,
      operators: {
        ordinary: { count: 40, placement: { cloud: 'aws' }, failure: { every: '2d', repair: '1d' } },
      },
    };
    const { availability, clock } = faulty(overlapping, {
      down: operator => {
        expect(availability.up[operator]).toBe(0);
        flips++;
      },
      up: operator => expect(availability.up[operator]).toBe(1),
    });
    clock.runUntil(400);
    availability.settle(400);
    expect(flips).toBeGreaterThan(1_000);
    // Up means no cause holds: own uptime 2/3, times the share of time that no shock that hits it holds.
    const shockDays = (6 / 24) * Math.exp(0.125);
    const free = Math.exp(-(50 / 365) * 0.3 * shockDays);
    const up = mean([...availability.upDays]) / 400;
    expect(up).toBeLessThan(2 / 3);
    // Shocks strike all at once, so that runs, not operators, are the replicates.
    const runs = Array.from({ length: 30 }, (_, seed) => {
      const run = faulty(overlapping, {}, seed);
      run.clock.runUntil(400);
      run.availability.settle(400);
      return mean([...run.availability.upDays]) / 400;
    });
    expect(distance(runs, (2 / 3) * free)).toBeLessThan(unlikely);
  });
});

describe('a cluster of offences', () => {
  const shock = { on: { label: 'cloud', is: 'aws' }, perYear: 50, hits: '30%' };
  const operators = {
    ordinary: { count: 60, placement: { cloud: 'aws' } },
    apart: { count: 20, placement: { cloud: 'own' } },
  };
  const strikes = (kind: string, more: Written = {}) => {
    const seen: { time: number; operators: number[] }[] = [];
    let falls = 0;
    const { clock } = faulty(
      { avss: { one: threeSets }, shocks: { bug: { ...shock, kind, ...more } }, operators },
      {
        shock: (name, told, hit) => {
          expect([name, told]).toEqual(['bug', kind]);
          seen.push({ time: clock.now, operators: [] });
          if (kind === 'outage') expect(hit).toBeLessThanOrEqual(60);
        },
        offence: (operator, condition, set) => {
          expect(condition).toBe(kind);
          expect(clock.now).toBe(seen.at(-1)!.time);
          // Every set of the world in turn: who listens knows which of them the operator serves.
          if (set === 0) seen.at(-1)!.operators.push(operator);
          expect(seen.at(-1)!.operators.at(-1)).toBe(operator);
        },
        down: operator => {
          falls++;
          seen.at(-1)!.operators.push(operator);
        },
      },
    );
    clock.runUntil(20 * 365);
    return { seen, falls };
  };

  it.each(['doubleSign', 'wrongResult'])(
    'of kind %s comes so often and hits so many, and nobody falls',
    kind => {
      const { seen, falls } = strikes(kind);
      expect(Math.abs(seen.length - 1_000) / Math.sqrt(1_000)).toBeLessThan(unlikely);
      expect(
        distance(
          seen.map(({ operators: hit }) => hit.length),
          0.3 * 60,
        ),
      ).toBeLessThan(unlikely);
      expect(Math.max(...seen.flatMap(({ operators: hit }) => hit))).toBe(59);
      expect(falls).toBe(0);
    },
  );

  it('hits those whom an outage of the same name would hit first', () => {
    const [bug] = strikes('doubleSign').seen;
    const [storm] = strikes('outage', { lasts: { median: '6h' } }).seen;
    expect(bug!.operators.length).toBeGreaterThan(0);
    expect(bug).toEqual(storm);
  });

  it('that reaches as far as a bounded Pareto says has its mean and its tail', () => {
    const [minimum, shape] = [0.05, 0.8];
    const sizes = strikes('doubleSign', {
      hits: { pareto: { minimum, shape }, max: 1 },
    }).seen.map(({ operators: hit }) => hit.length);
    // E[X^k], with the mass beyond 1 at 1: minimum^a + a minimum^a (1 - minimum^(k - a)) / (k - a).
    const moment = (k: number): number =>
      minimum ** shape * (1 + (shape * (1 - minimum ** (k - shape))) / (k - shape));
    expect(
      distance(
        sizes.map(size => size / 60),
        moment(1),
      ),
    ).toBeLessThan(unlikely);
    expect(
      distance(
        sizes.map(size => (size * (size - 1)) / (60 * 59)),
        moment(2),
      ),
    ).toBeLessThan(unlikely);
    // Everyone at once: never among so many under the mean probability, a tenth of the time under its tail.
    const all = sizes.filter(size => size === 60).length;
    expect(countDistance(all, sizes.length, moment(60))).toBeLessThan(unlikely);
    expect(sizes.length * moment(1) ** 60).toBeLessThan(1e-6);
  });

  it('that always draws the same reach hits whom the plain number hits', () => {
    expect(strikes('doubleSign', { hits: { values: ['30%'] } })).toEqual(strikes('doubleSign'));
  });
});
