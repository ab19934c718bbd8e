import { type Intervention, memberNames, type Scenario } from '../../../sim/scenario/index.ts';
import { stepOf } from '../../report/series.ts';
import { type FlowLayout, flowLayout } from './flow-layout.ts';
import { focalAvs, leversOf } from './levers/derived-levers.ts';
import type { Lever } from './levers/lever.ts';
import { type SeriesHead, type ShownSeries, shownSeries } from './runs/shown-series.ts';

/** Days of a run that are shown at once, while a lever moves. */
const PREVIEW_DAYS = 90;

/** Most operators that can be picked one by one. */
const MOST_OPERATORS = 400;

/** What is shown of runs of a scenario: the same for all its settings, so that they can be held against each other. */
export interface PlayModel {
  readonly series: readonly ShownSeries[];
  readonly layout: FlowLayout;
  /** Names of the cohorts of restakers. */
  readonly cohorts: readonly string[];
  /** Days at which series and flows are sampled: the first, each step, and the last. */
  readonly sampleDays: readonly number[];
  readonly previewDays: number;
}

/** What the screen knows of a scenario: plain data, so that a worker can send it. */
export interface PlaySetup extends Omit<PlayModel, 'series'> {
  readonly name: string;
  readonly description: string;
  readonly days: number;
  /** Days between two looks at the cohorts of restakers. */
  readonly sampleEvery: number;
  readonly seed: number | string;
  readonly series: readonly SeriesHead[];
  readonly levers: readonly Lever[];
  /** Patterns of the measures to put first; none for those that a reader asks for first. */
  readonly show: readonly string[];
  /** Names of the AVSs, the one in question first. */
  readonly avss: readonly string[];
  readonly targets: WorldTargets;
  /** What the scenario itself does to the world. */
  readonly interventions: readonly Intervention[];
}

/** What a player can do something to while a run goes on. */
export interface WorldTargets {
  readonly sets: readonly string[];
  readonly groups: readonly string[];
  /** Operators by name; the first few hundred. */
  readonly operators: readonly string[];
  /** Paths that an intervention can change, with what people call them and their values at the start. */
  readonly paths: readonly { readonly path: string; readonly label: string; readonly usd: number }[];
}

/**
 * What is shown of runs of a scenario. It follows from the scenario before any lever is moved: settings of one
 * scenario share it.
 */
export function playModelOf(scenario: Scenario): PlayModel {
  const days = Math.ceil(scenario.horizon);
  const step = stepOf(days);
  const steps = Array.from({ length: Math.floor(days / step) }, (_, index) => (index + 1) * step);
  return {
    series: shownSeries(scenario),
    layout: flowLayout(scenario),
    cohorts: Object.keys(scenario.restakers),
    sampleDays: [...new Set([1, ...steps, days])],
    previewDays: Math.min(PREVIEW_DAYS, days),
  };
}

/** What the screen knows of a scenario. */
export function playSetupOf(scenario: Scenario, { series, ...model }: PlayModel): PlaySetup {
  const { name, description, horizon, sampleEvery, seed, play, avss } = scenario;
  const [focal] = focalAvs(scenario);
  return {
    ...model,
    name,
    description,
    days: Math.ceil(horizon),
    sampleEvery,
    seed,
    series: series.map(({ title, unit, role }) => ({ title, unit, role })),
    levers: leversOf(scenario),
    show: play?.show ?? [],
    avss: [focal, ...Object.keys(avss).filter(avs => avs !== focal)],
    targets: targetsOf(scenario),
    interventions: scenario.interventions,
  };
}

/** Sets by `avs.set`, groups and operators of a scenario, and what of it can be moved while a run goes on. */
function targetsOf({ avss, operators, gpus, assets }: Scenario): WorldTargets {
  return {
    sets: Object.entries(avss).flatMap(([avs, { sets }]) => Object.keys(sets).map(set => `${avs}.${set}`)),
    groups: Object.keys(operators),
    operators: memberNames(Object.entries(operators).map(([name, spec]) => ({ name, spec })))
      .flat()
      .slice(0, MOST_OPERATORS),
    paths: [
      ...Object.entries(avss).flatMap(([avs, { budget }]) =>
        budget === undefined
          ? []
          : [{ path: `avss.${avs}.budget.usdPerWeek`, label: `budget of ${avs}`, usd: budget.usdPerWeek }],
      ),
      ...Object.entries(gpus).map(([gpu, { rentUsdPerHour }]) => ({
        path: `gpus.${gpu}.rentUsdPerHour`,
        label: `${gpu} rent`,
        usd: startOf(rentUsdPerHour),
      })),
      ...Object.entries(assets).flatMap(([asset, spec]) =>
        'price' in spec
          ? [{ path: `assets.${asset}.price`, label: `price of ${asset}`, usd: startOf(spec.price) }]
          : [],
      ),
    ],
  };
}

/** Price at the start, in USD. */
function startOf(price: { usd: number } | { series: [number, number][] }): number {
  return 'usd' in price ? price.usd : price.series[0]![1];
}
