import { describe, expect, it } from 'vitest';
import { createFaults, type FaultListener } from '../../sim/economy/index.ts';
import { Clock, streams } from '../../sim/engine/index.ts';
import { sampleOperators, worldOf } from '../../sim/scenario/index.ts';
import { resolved, written } from '../scenario/small.ts';
import { number, observations, rowsOf } from './worlds/rows.ts';

const GRACE_DAYS = 4 / 24;
const DAYS = 60;

/** Operators that always serve two sets: one slashes for downtime over 4 h, both for double-signing. */
const scenario = written({
  horizon: `${DAYS}d`,
  seed: 5,
  avss: {
    one: {
      budget: { token: 'ait', usdPerWeek: 700, split: { main: 0.5, other: 0.5 } },
      sets: {
        main: {
          slashing: { downtime: { after: '4h', fraction: '0.1%' }, doubleSign: { fraction: '0.1%' } },
        },
        other: {
          strategies: ['eth'],
          reward: { kind: 'uniqueStake' },
          slashing: { doubleSign: { fraction: '0.1%' } },
        },
      },
    },
  },
  shocks: { storm: { on: { label: 'cloud', is: 'aws' }, perYear: 30, hits: '50%', lasts: { median: '5h' } } },
  operators: {
    ordinary: {
      count: 8,
      placement: { cloud: 'aws' },
      failure: { every: '4d', repair: '4h' },
      hazards: { doubleSign: 6 },
      starts: { 'one.main': 1, 'one.other': 1 },
      policy: { reviewEvery: '1000y' },
    },
  },
});

/** The same operators' faults, without anything else of the world. */
function faults() {
  const world = worldOf(resolved(scenario));
  const random = streams(5);
  const operators = sampleOperators(world, random);
  const clock = new Clock();
  const fell = new Map<number, number>();
  const outages: { operator: string; from: number; to: number }[] = [];
  const offences: string[] = [];
  const listener: FaultListener = {
    down: operator => fell.set(operator, clock.now),
    up: operator =>
      outages.push({ operator: operators[operator]!.name, from: fell.get(operator)!, to: clock.now }),
    offence: (operator, condition, set) => {
      offences.push(`${clock.now} ${operators[operator]!.name} ${['main', 'other'][set]} ${condition}`);
    },
    shock: () => {},
  };
  createFaults({ world, operators, clock, random, listener });
  clock.runUntil(DAYS + 30);
  return { outages, offences: offences.filter(offence => Number.parseFloat(offence) <= DAYS) };
}

const noted = (condition: string) =>
  observations(rowsOf(scenario), 'events').filter(row => row.kind === 'offence' && row.detail === condition);

describe('downtime', () => {
  it('is an offence for outages longer than the grace period, when it ends, and for no other', () => {
    const expected = faults()
      .outages.filter(({ from, to }) => to - from > GRACE_DAYS && from + GRACE_DAYS <= DAYS)
      .map(({ operator, from }) => `${(from + GRACE_DAYS).toFixed(9)} ${operator} main`);
    const seen = noted('downtime').map(
      row => `${number(row, 'time_days').toFixed(9)} ${row.operator} ${row.set}`,
    );
    expect(seen.length).toBeGreaterThan(30);
    expect(seen.sort()).toEqual(expected.sort());
  });
});

describe('double-signing', () => {
  it('is an offence at the time and in the set that the hazard says', () => {
    const seen = noted('doubleSign').map(row => `${row.time_days} ${row.operator} ${row.set} doubleSign`);
    expect(seen.length).toBeGreaterThan(8);
    expect(seen).toEqual(faults().offences);
  });
});

describe('uptime', () => {
  it('of an operator over the run is the time that it was not out', () => {
    const { outages } = faults();
    const operators = observations(rowsOf(scenario), 'operators');
    for (const name of new Set(operators.map(row => row.operator))) {
      let before = 0;
      let up = 0;
      for (const row of operators.filter(one => one.operator === name)) {
        up += number(row, 'uptime_fraction') * (number(row, 'time_days') - before);
        before = number(row, 'time_days');
      }
      const out = outages
        .filter(({ operator, from }) => operator === name && from < DAYS)
        .reduce((sum, { from, to }) => sum + Math.min(to, DAYS) - from, 0);
      expect(up).toBeCloseTo(DAYS - out, 9);
    }
  });
});
