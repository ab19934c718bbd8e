import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../../sim/scenario/index.ts';
import { type Written, written } from '../small.ts';

const problemsOf = (controller: Written, split: unknown = { main: 0.5, cpu: 0.5 }) => {
  const parsed = parseScenario(
    written({
      avss: {
        one: {
          sets: { cpu: { strategies: ['eth'], reward: { kind: 'totalStake' } } },
          tasks: {
            jobs: { perDay: 1, resource: 'cpu', hours: { mean: 1 }, deadline: '1d', sets: ['main'] },
          },
          budget: { token: 'ait', usdPerWeek: 700, split, controller },
        },
      },
    }),
  );
  return parsed.ok
    ? []
    : parsed.problems.map(({ path, message }) => `${path.slice(4).join('.')}: ${message}`);
};

const budget = { min: 100, max: 1_000 };
const targets = { main: { task: 'jobs', coverage: 1.2 }, cpu: { slashableUsd: 1e6 } };

describe('a controller in a scenario', () => {
  it('has gains of 0.3 and 0.03 and an epoch of a week unless it says otherwise', () => {
    const parsed = parseScenario(
      written({
        avss: {
          one: {
            budget: {
              token: 'ait',
              usdPerWeek: 700,
              split: 'perMember',
              controller: { targets: { main: { slashableUsd: 1 } }, budget },
            },
          },
        },
      }),
    );
    expect(parsed.ok && parsed.scenario.avss.one!.budget!.controller).toEqual({
      every: 7,
      targets: { main: { slashableUsd: 1 } },
      budget: { kp: 0.3, ki: 0.03, ...budget },
    });
  });

  it('knows its sets and their tasks', () => {
    expect(problemsOf({ targets, budget, split: { step: 0.1 } })).toEqual([]);
    expect(problemsOf({ targets: { gpu: { slashableUsd: 1 } }, budget })).toEqual([
      'targets.gpu: unknown set: gpu',
    ]);
    expect(problemsOf({ targets: { cpu: { task: 'jobs', onTime: 0.9 } }, budget })).toEqual([
      'targets.cpu.task: unknown task of set cpu: jobs',
    ]);
  });

  it('adapts something, from within its bounds, in whole weeks', () => {
    expect(problemsOf({ targets })).toEqual([': missing budget or split: the controller adapts nothing']);
    expect(problemsOf({ targets, budget: { min: 800, max: 900 } })).toEqual([
      'budget: invalid bounds: 800 to 900 leave out usdPerWeek 700',
    ]);
    expect(problemsOf({ targets, budget, every: '10d' })).toEqual([
      'every: invalid every: it must be whole weeks, as budgets are paid',
    ]);
    expect(problemsOf({ targets: {}, budget })).toEqual([
      'targets: missing target: name a set and what it should reach',
    ]);
  });

  it('moves a split between two sets that have shares and targets', () => {
    const message = 'split: invalid split: it moves pay between sets that have a share and a target';
    expect(problemsOf({ targets, split: { step: 0.1 } }, 'perMember')).toEqual([message]);
    expect(problemsOf({ targets: { main: targets.main }, split: { step: 0.1 } })).toEqual([message]);
  });
});
