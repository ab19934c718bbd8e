import { tickStep } from 'd3';
import type { Avs, Scenario } from '../../../../sim/scenario/index.ts';
import { declaredLever, type Lever, type LeverTerms, leverIn } from './lever.ts';

/** Most sets of an AVS whose terms have levers of their own. */
const MOST_SETS = 3;

/** Steps that a lever's range has about. */
const STEPS = 60;

/**
 * The levers of a scenario: those that it declares, or, without any, those that designers of its first AVS with tasks ask
 * for: how the budget is split and how large it is, what a slash takes, the rent of GPUs, the least stake, and how long
 * operators' allocations take. Those that lead to no number of the scenario are left out.
 */
export function leversOf(scenario: Scenario): Lever[] {
  const terms = scenario.play?.levers?.map(declaredLever) ?? derivedLevers(scenario);
  return terms.map(one => leverIn(scenario, one)).filter(lever => lever !== undefined);
}

/** The AVS that a scenario is about: the first with tasks, else the first that pays, else the first. */
export function focalAvs({ avss }: Pick<Scenario, 'avss'>): readonly [name: string, avs: Avs] {
  const all = Object.entries(avss);
  const withTasks = all.find(([, { tasks }]) => Object.keys(tasks).length > 0);
  return withTasks ?? all.find(([, { budget }]) => budget !== undefined) ?? all[0]!;
}

function derivedLevers(scenario: Scenario): LeverTerms[] {
  const [name, avs] = focalAvs(scenario);
  return [
    ...payLevers(name, avs),
    ...Object.entries(avs.sets)
      .slice(0, MOST_SETS)
      .flatMap(([set, terms]) => setLevers(`avss.${name}.sets.${set}`, set, terms)),
    ...rentLevers(scenario),
    ...delayLevers(scenario),
  ];
}

const share: Omit<LeverTerms, 'paths' | 'label' | 'words'> = {
  unit: 'fraction',
  min: 0.05,
  max: 0.95,
  step: 0.01,
};

function payLevers(name: string, { budget, sets }: Avs): LeverTerms[] {
  if (budget === undefined) return [];
  const path = `avss.${name}.budget`;
  const levers: LeverTerms[] = [];
  const named = budget.split === 'perMember' ? [] : Object.keys(budget.split);
  // Of two shares one follows from the other.
  for (const set of named.length === 2 ? named.slice(0, 1) : named.length > 2 ? named : [])
    levers.push({ ...share, paths: [`${path}.split.${set}`], label: `${set} share of the pay`, words: '' });
  const bounds = budget.controller?.budget;
  levers.push({
    ...upTo(bounds?.max ?? 2.5 * budget.usdPerWeek),
    // A controller starts within its bounds.
    ...(bounds && { min: bounds.min, max: bounds.max }),
    paths: [`${path}.usdPerWeek`],
    label: Object.keys(sets).length > 1 ? `budget of ${name}` : 'budget',
    unit: 'number',
    words: 'USD a week',
  });
  return levers;
}

/** A range from 0 to a round number, with round steps. */
function upTo(about: number): Pick<LeverTerms, 'min' | 'max' | 'step'> {
  const top = Math.max(about, Number.MIN_VALUE);
  const step = tickStep(0, top, STEPS);
  return { min: 0, max: Number((Math.ceil(top / step) * step).toPrecision(12)), step };
}

function setLevers(path: string, set: string, { slashing, admission }: Avs['sets'][string]): LeverTerms[] {
  const first = Object.entries(slashing).find(([, terms]) => terms !== undefined);
  const levers: LeverTerms[] = [];
  if (first?.[1] !== undefined) {
    const [condition, { fraction }] = first;
    // Tenths of a percent and halves are on different scales.
    const most = fraction >= 0.1 ? 1 : Math.max(0.1, 10 * fraction);
    levers.push({
      paths: [`${path}.slashing.${condition}.fraction`],
      label: `${set}: slash for ${words(condition)}`,
      unit: 'fraction',
      words: '',
      min: 0,
      max: most,
      step: most / 100,
    });
  }
  if (admission.minStakeUsd > 0)
    levers.push({
      ...upTo(4 * admission.minStakeUsd),
      paths: [`${path}.admission.minStakeUsd`],
      label: `${set}: least stake`,
      unit: 'number',
      words: 'USD',
    });
  return levers;
}

/** `doubleSign` as `double sign`. */
function words(key: string): string {
  return key.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`);
}

function rentLevers({ gpus }: Scenario): LeverTerms[] {
  return Object.entries(gpus).flatMap(([name, { rentUsdPerHour }]): LeverTerms[] =>
    'usd' in rentUsdPerHour
      ? [
          {
            ...upTo(3 * rentUsdPerHour.usd),
            min: Number((0.1 * rentUsdPerHour.usd).toPrecision(1)),
            paths: [`gpus.${name}.rentUsdPerHour.usd`],
            label: `${name} rent`,
            unit: 'number',
            words: 'USD an hour',
          },
        ]
      : [],
  );
}

/** One lever for all operators. */
function delayLevers({ operators }: Scenario): LeverTerms[] {
  const [first, ...others] = Object.keys(operators).map(group => `operators.${group}.allocationDelay`);
  return [
    {
      paths: [first!, ...others],
      label: 'allocation delay',
      unit: 'days',
      words: '',
      min: 0,
      max: 28,
      step: 1,
    },
  ];
}
