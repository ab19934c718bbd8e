import { describe, expect, it } from 'vitest';
import { priority } from '../../../sim/engine/index.ts';
import type { Written } from '../../scenario/small.ts';
import { countDistance, distance, unlikely } from '../distance.ts';
import { faulty, group, threeSets } from './faults.fixture.ts';

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

describe('failures with memory', () => {
  const hours = { every: '50h', repair: '5h' };
  const laws = [
    { shape: 0.7, repairSpread: 2 },
    { shape: 0.7 },
    { shape: 3, repairSpread: 0 },
    { repairSpread: 1 },
  ] as const;

  it.each(laws)('leave an operator up 50 of 55 hours: %o', law => {
    const { availability, clock } = faulty(group({ count: 400, failure: { ...hours, ...law } }));
    // Not from the start, where all are new: from long after to long after that.
    clock.runUntil(500);
    availability.settle(500);
    availability.clear();
    clock.runUntil(2_500);
    availability.settle(2_500);
    const up = [...availability.upDays].map(days => days / 2_000);
    expect(distance(up, 50 / 55)).toBeLessThan(unlikely);
    expect(distance(up, 1 - 1.1 * (5 / 55))).toBeGreaterThan(unlikely);
  });

  it('have the mean, the spread and the tail of their laws', () => {
    const changed = new Map<number, number>();
    const ups: number[] = [];
    const downs: number[] = [];
    const since = (operator: number) => 24 * (clock.now - (changed.get(operator) ?? 0));
    const { clock } = faulty(group({ count: 100, failure: { ...hours, shape: 0.7, repairSpread: 2 } }), {
      down: operator => {
        ups.push(since(operator));
        changed.set(operator, clock.now);
      },
      up: operator => {
        downs.push(since(operator));
        changed.set(operator, clock.now);
      },
    });
    clock.runUntil(1_000);
    expect(distance(ups, 50)).toBeLessThan(unlikely);
    // P(X > x) = exp(-(x / scale)^shape), with scale 50 / Gamma(1 + 1 / 0.7) = 50 / 1.265823.
    const longer = ups.filter(up => up > 100).length;
    expect(countDistance(longer, ups.length, Math.exp(-((100 / (50 / 1.265823)) ** 0.7)))).toBeLessThan(
      unlikely,
    );
    expect(countDistance(longer, ups.length, Math.exp(-2))).toBeGreaterThan(unlikely);
    expect(distance(downs, 5)).toBeLessThan(unlikely);
    // A coefficient of variation of 2 makes the logarithm's variance ln 5 and its mean ln 5 - (ln 5) / 2.
    const logs = downs.map(Math.log);
    expect(distance(logs, Math.log(5) / 2)).toBeLessThan(unlikely);
    const squares = logs.map(value => (value - Math.log(5) / 2) ** 2);
    expect(distance(squares, Math.log(5))).toBeLessThan(unlikely);
  });

  it('are the exponential ones, number for number, at shape 1', () => {
    const falls = (law: Written) => {
      const times: number[] = [];
      const { clock } = faulty(group({ count: 5, failure: { ...hours, ...law } }), {
        down: () => times.push(clock.now),
      });
      clock.runUntil(200);
      return times;
    };
    expect(falls({ shape: 1 })).toEqual(falls({}));
    expect(falls({ shape: 1.1 })).not.toEqual(falls({}));
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

describe('hazards', () => {
  it('offend as a Poisson process of their rate, and pick a set evenly', () => {
    const picks: number[] = [];
    const offences = { doubleSign: 0, wrongResult: 0, downtime: 0, latency: 0, longOutage: 0 };
    const { clock } = faulty(
      {
        avss: { one: threeSets },
        // Of three sets together.
        ...group({ count: 50, hazards: { doubleSign: 2 / 3, wrongResult: 8 / 3 } }),
      },
      {
        offence: (_, condition, set) => {
          offences[condition]++;
          picks.push(set);
        },
      },
    );
    clock.runUntil(10 * 365);
    for (const [count, expected] of [
      [offences.doubleSign, 1_000],
      [offences.wrongResult, 4_000],
    ] as const) {
      expect(Math.abs(count - expected) / Math.sqrt(expected)).toBeLessThan(unlikely);
    }
    expect(offences.downtime).toBe(0);
    for (const set of [0, 1, 2]) {
      const picked = picks.filter(pick => pick === set).length;
      expect(countDistance(picked, picks.length, 1 / 3)).toBeLessThan(unlikely);
    }
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
