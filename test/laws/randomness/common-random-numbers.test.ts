import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFaults, type FaultListener } from '../../../sim/economy/index.ts';
import { Clock, streams } from '../../../sim/engine/index.ts';
import { type Row, simulate } from '../../../sim/index.ts';
import { sampleOperators, worldOf } from '../../../sim/scenario/index.ts';
import { statistics } from '../../../src/study/statistics/statistics.ts';
import { tQuantile } from '../../../src/study/statistics/t-and-binomial.ts';
import { merged, resolved, type Written, written } from '../../scenario/small.ts';
import { scenarios } from '../worlds/random-scenario.ts';
import { number, observations, rowsOf, total } from '../worlds/rows.ts';

/** Every fault of every operator, by its name: when it fell, rose and offended. */
function faultsOf(input: Written): Map<string, string[]> {
  const world = worldOf(resolved(input));
  const random = streams(1);
  const operators = sampleOperators(world, random);
  const clock = new Clock();
  const faults = new Map(operators.map(({ name }) => [name, [] as string[]]));
  const note = (operator: number, what: string) =>
    faults.get(operators[operator]!.name)!.push(`${clock.now} ${what}`);
  const listener: FaultListener = {
    down: operator => note(operator, 'down'),
    up: operator => note(operator, 'up'),
    offence: (operator, condition, set) => note(operator, `${condition} ${set}`),
    shock: () => {},
  };
  createFaults({ world, operators, clock, random, listener });
  clock.runUntil(120);
  return faults;
}

const faulty: Written = {
  horizon: '120d',
  shocks: {
    storm: { on: { label: 'cloud', is: 'aws' }, perYear: 40, hits: '60%', lasts: { median: '6h' } },
  },
  operators: {
    ordinary: {
      count: 6,
      placement: { cloud: 'aws' },
      failure: { every: { uniform: ['2d', '20d'] }, repair: '6h' },
      hazards: { doubleSign: 24, wrongResult: 24 },
    },
  },
};

function always(law: (input: Written) => void): void {
  fc.assert(
    fc.property(scenarios, input => {
      law(input);
    }),
    { seed: 11, numRuns: 30, endOnFailure: true },
  );
}

/** A scenario in which a change is laid over every group of operators. */
function everyGroup(input: Written, change: Written): Written {
  const groups = Object.entries(input.operators as Record<string, Written>);
  const operators = Object.fromEntries(groups.map(([name, group]) => [name, merged(group, change)]));
  return { ...input, operators };
}

describe("an operator's faults", () => {
  it('stay when its costs, split, stake or habits change', () => {
    const before = faultsOf(written(faulty));
    const change = {
      split: '70%',
      ownStake: { eth: { uniform: [1, 99] } },
      costs: { monthlyUsd: { uniform: [0, 900] } },
      policy: { reviewEvery: '3d', rationality: 1 },
    };
    const after = faultsOf(everyGroup(written(faulty), change));
    expect([...before.values()].every(faults => faults.length > 20)).toBe(true);
    expect(after).toEqual(before);
  });

  it('stay when another operator fails more often', () => {
    const rows = Array.from({ length: 6 }, (_, i) => ({ name: `o${i}`, 'failure.every': 4 + i }));
    const populated = everyGroup(written(faulty), { rows });
    const worse = everyGroup(populated, { rows: rows.with(2, { name: 'o2', 'failure.every': 0.5 }) });
    const [before, after] = [faultsOf(populated), faultsOf(worse)];
    for (const [name, faults] of before) {
      if (name === 'o2') expect(after.get(name)).not.toEqual(faults);
      else expect(after.get(name)).toEqual(faults);
    }
  });

  it('stay when more operators come, in its group or in one before it', () => {
    const before = faultsOf(written(faulty));
    const group = (faulty.operators as Record<string, Written>).ordinary!;
    const grown = merged(written(faulty), { operators: { ordinary: { count: 9 } } });
    const joined = {
      ...grown,
      operators: { early: { ...group, ownStake: {} }, ...(grown.operators as Written) },
    };
    const after = faultsOf(joined);
    for (const [name, faults] of before) expect(after.get(name)).toEqual(faults);
  });
});

describe('between variants of a scenario', () => {
  const arrivals = (input: Written) =>
    observations(rowsOf(input), 'service').map(
      row => `${row.time_days} ${row.task} ${row.arrived} ${row.demand_hours}`,
    );
  const outages = (input: Written) =>
    observations(rowsOf(input), 'events')
      .filter(row => row.kind === 'outage')
      .map(row => JSON.stringify(row));
  const prices = (input: Written) =>
    observations(rowsOf(input), 'prices').map(row => number(row, 'price_usd'));

  const variants: [string, (input: Written) => Written][] = [
    ['the splits of operators', input => everyGroup(input, { split: '33%' })],
    ['the costs of operators', input => everyGroup(input, { costs: { monthlyUsd: 4_000 } })],
    ['budgets and their split', withoutBudgets],
    ['slashing', input => eachSet(input, set => ({ ...set, slashing: {} }))],
    ['restakers', input => ({ ...input, restakers: {} })],
  ];
  it.each(variants)('%s may change, and tasks, outages and prices stay', (_, change) => {
    let moved = 0;
    always(input => {
      const other = change(input);
      expect(arrivals(other)).toEqual(arrivals(input));
      expect(outages(other)).toEqual(outages(input));
      expect(prices(other)).toEqual(prices(input));
      if (
        total(observations(rowsOf(other), 'operators'), 'profit_usd') !==
        total(observations(rowsOf(input), 'operators'), 'profit_usd')
      )
        moved++;
    });
    expect(moved).toBeGreaterThan(5);
  });
});

describe('when only the split of a budget between two sets changes', () => {
  const set = {
    strategies: ['eth'],
    reward: { kind: 'uniqueStake' },
    slashing: { wrongResult: { fraction: '20%' } },
  };
  const variant = (main: number): Written =>
    merged(written(faulty), {
      sampleEvery: '1d',
      avss: {
        one: {
          sets: { main: set, other: set },
          budget: { token: 'ait', usdPerWeek: 4_000, split: { main, other: 1 - main } },
        },
      },
      operators: {
        ordinary: {
          count: 12,
          ownStake: { eth: { lognormal: { median: 20, sigma: 1 } } },
          starts: { 'one.main': 0.7, 'one.other': 0.7 },
        },
      },
    });
  const seeds = Array.from({ length: 16 }, (_, seed) => seed + 1);
  const runs = (main: number) => seeds.map(seed => [...simulate(resolved({ ...variant(main), seed }))]);
  const [even, uneven] = [runs(0.5), runs(0.7)];

  it('every machine fails and comes back at the same times', () => {
    const faults = (rows: readonly Row[]) => [
      ...observations(rows, 'operators').map(
        row => `${row.time_days} ${row.operator} ${row.uptime_fraction}`,
      ),
      ...observations(rows, 'events')
        .filter(row => row.kind === 'outage')
        .map(row => JSON.stringify(row)),
    ];
    seeds.forEach((_, i) => {
      expect(faults(uneven[i]!)).toEqual(faults(even[i]!));
    });
    expect(new Set(even.map(rows => JSON.stringify(faults(rows)))).size).toBe(seeds.length);
    expect(faultsOf(variant(0.7))).toEqual(faultsOf(variant(0.5)));
  });

  it('the difference has a smaller interval in pairs than between runs that share nothing', () => {
    const measured = (all: readonly (readonly Row[])[], name: string) =>
      all.map(rows => number(observations(rows, 'summary').find(row => row.measure === name)!, 'value'));
    for (const name of ['one.main.slashable.mean', 'operators.ordinary.profit']) {
      const [a, b] = [measured(even, name), measured(uneven, name)];
      const paired = statistics(b.map((value, i) => value - a[i]!));
      const spread = Math.hypot(statistics(a).sd!, statistics(b).sd!);
      const half = (tQuantile(0.975, 2 * seeds.length - 2) * spread) / Math.sqrt(seeds.length);
      const unpaired = [paired.mean - half, paired.mean + half] as const;
      const printed = [paired.ci95!, unpaired].map(ends => ends.map(end => end.toPrecision(4)).join(' to '));
      console.info(`${name}, 70% for 50%: paired ${printed[0]}, unpaired ${printed[1]}`);
      expect(paired.ci95![1] - paired.ci95![0]).toBeLessThan(unpaired[1] - unpaired[0]);
    }
  });
});

function withoutBudgets(input: Written): Written {
  const avss = Object.entries(input.avss as Record<string, Written>);
  return {
    ...input,
    avss: Object.fromEntries(avss.map(([name, avs]) => [name, { ...avs, budget: undefined }])),
  };
}

function eachSet(input: Written, change: (set: Written) => Written): Written {
  const avss = Object.entries(input.avss as Record<string, Written>).map(([name, avs]) => {
    const sets = Object.entries(avs.sets as Record<string, Written>);
    return [name, { ...avs, sets: Object.fromEntries(sets.map(([own, set]) => [own, change(set)])) }];
  });
  return { ...input, avss: Object.fromEntries(avss) };
}
