import { describe, expect, it } from 'vitest';
import type { AvsObservation, AvsPolicy } from '../../../sim/agents/avs/avs-policy.ts';
import { controllerPolicy } from '../../../sim/agents/avs/controller.ts';
import { type Row, simulate, tables } from '../../../sim/index.ts';
import { small } from '../../scenario/small.ts';

const scenario = (controller?: unknown) =>
  small({
    horizon: '35d',
    avss: {
      one: {
        budget: {
          token: 'ait',
          usdPerWeek: 700,
          split: { main: 0.4, extra: 0.6 },
          controller,
          // Raised sixteenfold: a treasury of which nothing is said pays ten times its first week.
          treasury: 'unlimited',
        },
        tasks: {
          jobs: {
            perDay: 40,
            resource: 'cpu',
            hours: { mean: 1 },
            deadline: '2h',
            sets: ['main'],
          },
        },
        sets: { extra: { strategies: ['eth'], reward: { kind: 'uniqueStake' } } },
      },
    },
    operators: {
      ordinary: {
        count: 6,
        cores: 1,
        failure: { every: '100h', repair: '10h' },
        starts: { 'one.main': 0.8, 'one.extra': 0.5 },
        policy: { reviewEvery: '7d' },
      },
    },
  });

const rows = (table: string, run: Iterable<Row>) => {
  const { columns } = tables.find(({ name }) => name === table)!;
  return [...run]
    .filter(row => row.table === table)
    .map(({ values }) => Object.fromEntries(columns.map(({ name }, i) => [name, values[i]!])));
};

const pools = (run: Iterable<Row>, set: string) =>
  rows('sets', run)
    .filter(row => row.set === set)
    .map(({ pool_usd }) => Number(pool_usd));

describe('a policy of an AVS', () => {
  it('that changes nothing gives the same rows as none', () => {
    const idle: AvsPolicy = ({ budget: { usdPerWeek } }) => ({ usdPerWeek });
    expect([...simulate(scenario(), 1, { avs: { one: idle } })]).toEqual([...simulate(scenario(), 1)]);
  });

  it('sets the budget and the split of the week that follows', () => {
    const double: AvsPolicy = ({ day, budget: { usdPerWeek } }) => ({
      usdPerWeek: 2 * usdPerWeek,
      ...(day === 14 ? { split: { main: 0.5, extra: 0.5 } } : {}),
    });
    const seen = pools(simulate(scenario(), 1, { avs: { one: double } }), 'main');
    const weeks = [0, 7, 14, 21, 28].map(day => seen.slice(day, day + 7));
    [40, 80, 200, 400, 800].forEach((usd, week) => {
      for (const pool of weeks[week]!) expect(pool).toBeCloseTo(usd, 9);
    });
  });

  it('sees what the tables say of its week, and what it remembers', () => {
    const observed: AvsObservation[] = [];
    const watch: AvsPolicy = observation => {
      observed.push(observation);
      return { usdPerWeek: observation.budget.usdPerWeek, memory: [observation.day] };
    };
    const run = [...simulate(scenario(), 1, { avs: { one: watch } })];
    expect(observed.map(({ day, memory }) => [day, memory])).toEqual([
      [7, []],
      [14, [7]],
      [21, [14]],
      [28, [21]],
      [35, [28]],
    ]);
    const sum = (table: string, column: string, day: number, set?: string) =>
      rows(table, run)
        .filter(row => Number(row.time_days) > day - 7 && Number(row.time_days) <= day && row.set === set)
        .reduce((total, row) => total + Number(row[column]), 0);
    for (const { day, sets, tasks } of observed) {
      const served = (column: string) => sum('service', column, day);
      const ended = served('on_time') + served('late') + served('lost');
      expect(tasks.jobs!.coverage).toBeCloseTo(served('capacity_hours') / served('demand_hours'), 12);
      expect(tasks.jobs!.onTime).toBeCloseTo(served('on_time') / ended, 12);
      for (const name of ['main', 'extra']) {
        const now = rows('sets', run).find(row => row.time_days === day && row.set === name)!;
        expect(sets[name]!.members).toBe(now.members);
        expect(sets[name]!.slashableUsd).toBeCloseTo(Number(now.slashable_stake_usd), 6);
        const paid = sum('sets', 'operators_usd', day, name) + sum('sets', 'restakers_usd', day, name);
        expect(sets[name]!.paidUsd).toBeCloseTo(paid, 6);
      }
    }
  });

  it('is refused where no AVS has such a budget, and with a budget that cannot be', () => {
    const run = (policy: AvsPolicy, name = 'one') => [
      ...simulate(scenario(), 1, { avs: { [name]: policy } }),
    ];
    const constant = (decision: ReturnType<AvsPolicy>) => () => run(() => decision);
    expect(() => run(({ budget }) => budget, 'two')).toThrow('unknown AVS: two');
    expect(constant({ usdPerWeek: Number.NaN })).toThrow('invalid budget of one: NaN');
    expect(constant({ usdPerWeek: -1 })).toThrow('invalid budget of one: -1');
    expect(constant({ usdPerWeek: 1, split: { main: 0.5 } })).toThrow('invalid split of one: 0.5');
    expect(constant({ usdPerWeek: 1, split: { main: 1.5, extra: -0.5 } })).toThrow('invalid split of one');
    expect(constant({ usdPerWeek: 1, split: { other: 1 } })).toThrow('unknown set of one: other');
  });
});

describe('a controller', () => {
  const controller = {
    every: '2w',
    targets: { main: { task: 'jobs', coverage: 3 }, extra: { slashableUsd: 5_000 } },
    budget: { kp: 0.5, ki: 0.1, min: 200, max: 720 },
    split: { step: 0.1 },
  };

  it('does what its policy does when a library user passes it', () => {
    const spec = scenario(controller).avss.one!.budget!.controller!;
    const named = [...simulate(scenario(controller), 1)];
    const passed = [...simulate(scenario(controller), 1, { avs: { one: controllerPolicy(spec) } })];
    expect(passed).toEqual(named);
  });

  it('moves the pools every second week, within its bounds', () => {
    const run = [...simulate(scenario(controller), 1)];
    const [main, extra] = [pools(run, 'main'), pools(run, 'extra')];
    const budget = main.map((pool, day) => 7 * (pool + extra[day]!));
    const changes = budget.flatMap((usd, day) =>
      day > 0 && Math.abs(usd / budget[day - 1]! - 1) > 1e-9 ? [day] : [],
    );
    expect(changes).toEqual([14, 28]);
    expect(Math.max(...budget)).toBeCloseTo(720, 6);
  });
});
