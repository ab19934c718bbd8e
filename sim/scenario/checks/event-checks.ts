import { mostEventsPerDay, pow } from '../../engine/index.ts';
import { hazardConditions } from '../conditions.ts';
import { sizeOf } from '../population/population-source.ts';
import type { Scenario } from '../scenario.ts';
import type { ScenarioProblem } from '../scenario-problem.ts';
import type { Quantity } from '../values/quantity.ts';
import { setPaths } from './references.ts';

/** Part of what a day can hold that events may be expected to take: the rest is for what chance adds. */
const budget = mostEventsPerDay / 2;

/** Something that happens again and again, where the scenario says how often, and how many events of it a day has. */
interface Recurrence {
  readonly path: ScenarioProblem['path'];
  readonly perDay: number;
}

/** The problem of a scenario in which more happens a day than a run could ever get through, at what happens most. */
export function checkEvents(scenario: Scenario): ScenarioProblem[] {
  const sources = [
    ...reviews(scenario),
    ...faults(scenario),
    ...services(scenario),
    ...Object.entries(scenario.assets).flatMap(([name, asset]): Recurrence[] => {
      const path = ['assets', name];
      if ('peg' in asset)
        return [
          { path: [...path, 'peg', 'falls', 'perYear'], perDay: (asset.peg.falls?.perYear ?? 0) / 365 },
        ];
      const jumps = 'jumps' in asset.price ? asset.price.jumps : undefined;
      return [{ path: [...path, 'price', 'jumps', 'perYear'], perDay: (jumps?.perYear ?? 0) / 365 }];
    }),
  ].sort((a, b) => b.perDay - a.perDay);
  const sum = sources.reduce((total, { perDay }) => total + perDay, 0);
  if (sum <= budget) return [];
  const [most] = sources;
  return [
    {
      path: most!.path,
      message: `invalid ${most!.path.at(-1)}: about ${rounded(most!.perDay)} events a day of all ${rounded(sum)}, more than ${rounded(budget)}`,
      help: 'let it happen less often, or to fewer',
    },
  ];
}

/** Reviews of operators and restakers, rebalancings of curators, checks of those who might rob or abuse. */
function reviews({ operators, restakers, avss }: Scenario): Recurrence[] {
  return [
    ...Object.entries(operators).map(([name, group]) => ({
      path: ['operators', name, 'policy', 'reviewEvery'],
      perDay: sizeOf(group) / group.policy.reviewEvery,
    })),
    ...Object.entries(restakers).map(([name, cohort]): Recurrence => {
      const { policy, accounts } = cohort;
      const path = ['restakers', name, 'policy'];
      if (policy.kind === 'curator') {
        const perDay = (sizeOf(cohort) * accounts) / policy.rebalance.every;
        return { path: [...path, 'rebalance', 'every'], perDay };
      }
      return { path: [...path, 'reviewEvery'], perDay: (sizeOf(cohort) * accounts) / policy.reviewEvery };
    }),
    ...Object.entries(avss).flatMap(([name, { abuse, sets }]): Recurrence[] => [
      { path: ['avss', name, 'abuse', 'checkEvery'], perDay: abuse === undefined ? 0 : 1 / abuse.checkEvery },
      ...Object.entries(sets).map(([set, { corruption }]) => ({
        path: ['avss', name, 'sets', set, 'corruption', 'checkEvery'],
        perDay: corruption === undefined ? 0 : 1 / corruption.checkEvery,
      })),
    ]),
  ];
}

/** Failures and offences of operators, by themselves and by common shocks, and slashes without an offence. */
function faults({ operators, shocks, avss }: Scenario): Recurrence[] {
  const sets = setPaths(avss).length;
  const members = Object.values(operators).reduce((sum, group) => sum + sizeOf(group), 0);
  return [
    ...Object.entries(operators).flatMap(([name, group]): Recurrence[] => {
      const { failure, hazards } = group;
      const path = ['operators', name];
      const hazardous = hazardConditions.map(({ name: condition }) => ({
        path: [...path, 'hazards', condition],
        perDay: (sizeOf(group) * sets * hazards[condition]) / 365,
      }));
      if (failure === undefined) return hazardous;
      // An outage begins and ends, and each set may look at it.
      const perDay = (sizeOf(group) * (2 + sets)) / (usual(failure.every) + usual(failure.repair));
      return [...hazardous, { path: [...path, 'failure', 'every'], perDay }];
    }),
    ...Object.entries(shocks).map(([name, { kind, perYear }]) => ({
      path: ['shocks', name, 'perYear'],
      perDay: (perYear / 365) * members * (kind === 'outage' ? 1 : sets),
    })),
    ...Object.entries(avss).flatMap(([name, avs]) =>
      Object.entries(avs.sets).map(([set, { falseSlashes }]) => ({
        path: ['avss', name, 'sets', set, 'falseSlashes', 'perYear'],
        perDay: (falseSlashes?.perYear ?? 0) / 365,
      })),
    ),
  ];
}

/** Tasks that arrive on the busiest day of the run, and the copies of them that are done. */
function services({ avss, horizon }: Scenario): Recurrence[] {
  return Object.entries(avss).flatMap(([name, { tasks }]) =>
    Object.entries(tasks).map(([task, { perDay, growth, week, copies }]) => ({
      path: ['avss', name, 'tasks', task, 'perDay'],
      perDay: perDay * Math.max(1, pow(1 + growth, horizon / 365)) * Math.max(...week) * (1 + copies),
    })),
  );
}

/** Value in the middle of what a quantity may be drawn as. */
function usual(quantity: Quantity): number {
  if (typeof quantity === 'number') return quantity;
  if ('uniform' in quantity) return (quantity.uniform[0] + quantity.uniform[1]) / 2;
  if ('values' in quantity)
    return quantity.values.reduce((sum, value) => sum + value, 0) / quantity.values.length;
  if ('normal' in quantity) return quantity.normal.mean;
  return 'lognormal' in quantity ? quantity.lognormal.median : quantity.pareto.minimum;
}

function rounded(perDay: number): number {
  return Number(perDay.toPrecision(2));
}
