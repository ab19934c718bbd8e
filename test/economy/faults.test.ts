import { describe, expect, it } from 'vitest';
import { createFaults, type FaultListener } from '../../sim/economy/index.ts';
import { Clock, priority, streams } from '../../sim/engine/index.ts';
import { sampleOperators, worldOf } from '../../sim/scenario/index.ts';
import { small, type Written } from '../scenario/small.ts';
import { countDistance, distance, mean, unlikely } from './distance.ts';

/** Faults on a clock, with what a listener wants to hear. */
function faulty(input: Written, listener: Partial<FaultListener> = {}, seed: number | string = 1) {
  const world = worldOf(small(input));
  const random = streams(seed);
  const operators = sampleOperators(world, random);
  const clock = new Clock();
  const silent: FaultListener = { down: () => {}, up: () => {}, offence: () => {}, shock: () => {} };
  const availability = createFaults(world, operators, clock, random, { ...silent, ...listener });
  return { availability, clock };
}

const group = (changes: Written): Written => ({ operators: { ordinary: changes } });
const failing = group({ count: 200, failure: { every: '500h', repair: '5h' } });

describe('an operator that fails every 500 h and is repaired in 5 h', () => {
  it('is up 500 of 505 hours', () => {
    const { availability, clock } = faulty(failing);
    clock.runUntil(4_000);
    availability.settle(clock.now);
    const up = [...availability.upDays].map(days => days / 4_000);
    expect(distance(up, 0.990099)).toBeLessThan(unlikely);
    // The run is long enough to tell it from an uptime that is a tenth of the downtime off.
    expect(distance(up, 0.991089)).toBeGreaterThan(unlikely);
  });

  it('that was up is up an hour, 5 h and 20 h later as often as the two-state Markov chain says', () => {
    const many = 10_000;
    const { availability, clock } = faulty(group({ count: many, failure: { every: '500h', repair: '5h' } }));
    for (const [hours, expected] of [
      [1, 0.998189],
      [5, 0.993705],
      [20, 0.990273],
    ] as const) {
      clock.runUntil(hours / 24);
      const up = availability.up.reduce((sum, one) => sum + one, 0);
      expect(countDistance(up, many, expected)).toBeLessThan(unlikely);
    }
  });

  it('has its time up counted from midnight to midnight', () => {
    const { availability, clock } = faulty(group({ count: 50, failure: { every: '1d', repair: '12h' } }));
    let upDays = 0;
    for (let day = 1; day <= 30; day++) {
      clock.runUntil(day);
      availability.settle(day);
      for (const up of availability.upDays) {
        expect(up).toBeGreaterThanOrEqual(0);
        expect(up).toBeLessThanOrEqual(1 + 1e-12);
        upDays += up;
      }
      availability.clear();
    }
    const { availability: whole, clock: once } = faulty(
      group({ count: 50, failure: { every: '1d', repair: '12h' } }),
    );
    once.runUntil(30);
    whole.settle(30);
    expect(upDays).toBeCloseTo(
      whole.upDays.reduce((sum, up) => sum + up, 0),
      9,
    );
  });
});

describe('an operator without failures', () => {
  it('is always up', () => {
    const { availability, clock } = faulty(group({ count: 3 }));
    clock.runUntil(100);
    availability.settle(100);
    expect([...availability.upDays]).toEqual([100, 100, 100]);
  });
});

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
      shock: (_, hit) => hits.push(hit),
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

describe('hazards', () => {
  it('offend as a Poisson process of their rate, and pick a set evenly', () => {
    const picks: number[] = [];
    const offences = { doubleSign: 0, wrongResult: 0, downtime: 0 };
    const { clock } = faulty(group({ count: 50, hazards: { doubleSign: 2, wrongResult: 8 } }), {
      offence: (_, condition, pick) => {
        offences[condition]++;
        picks.push(pick);
      },
    });
    clock.runUntil(10 * 365);
    for (const [count, expected] of [
      [offences.doubleSign, 1_000],
      [offences.wrongResult, 4_000],
    ] as const) {
      expect(Math.abs(count - expected) / Math.sqrt(expected)).toBeLessThan(unlikely);
    }
    expect(offences.downtime).toBe(0);
    expect(distance(picks, 0.5)).toBeLessThan(unlikely);
  });

  it('need no stake and no set to be told of: what follows is up to who listens', () => {
    let told = 0;
    const { clock } = faulty(group({ count: 1, ownStake: {}, hazards: { doubleSign: 365 } }), {
      offence: () => told++,
    });
    clock.at(
      0,
      priority.act,
      clock.kind('nothing', () => {}),
      0,
    );
    clock.runUntil(100);
    expect(told).toBeGreaterThan(0);
  });
});
