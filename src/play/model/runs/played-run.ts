import { createSummary } from '../../../../sim/measures/summary/summary.ts';
import type { Row } from '../../../../sim/measures/tables/index.ts';
import { eventsTable } from '../../../../sim/measures/tables/over-time/events-table.ts';
import { restakersTable } from '../../../../sim/measures/tables/over-time/restakers-table.ts';
import type { Scenario } from '../../../../sim/scenario/index.ts';
import { simulate } from '../../../../sim/simulate.ts';
import { measureInRow, type RunMeasure } from '../../../runs/run-measure.ts';
import { flowCollector } from '../flow-layout.ts';
import type { PlayModel } from '../play-model.ts';
import { createSeriesCollector } from './series-collector.ts';

/** What a day of a run showed. */
export interface ShownEvent {
  readonly day: number;
  readonly kind: string;
  /** The set concerned as `avs.set`, or the AVS, or nothing. */
  readonly where: string;
  readonly operator: string;
  readonly usd: number;
  readonly detail: string;
}

/** News of a run under way: all of them one after the other are the run. */
export interface RunNews {
  /** Values of the series at each new sample, one sample after the other. */
  readonly samples: readonly Float64Array[];
  /** Stake by link of the flow layout at each new sample; none where they were not asked for. */
  readonly flows: readonly Float64Array[];
  /** Lost to slashes since the start by each cohort, in USD, at each new sample; none where they were not asked for. */
  readonly losses: readonly Float64Array[];
  readonly events: readonly ShownEvent[];
  /** Days that are done, and whether that is all of the run. */
  readonly day: number;
  readonly isDone: boolean;
  /** What the run measured, so far at the end of the preview, or in all at its end. */
  readonly measures?: readonly RunMeasure[];
}

/** A run that goes on as far as it is let. */
export interface PlayedRun {
  /**
   * Goes on to a day, or until time is up.
   *
   * @param isOver whether the time is up; asked once a day
   */
  advance(toDay: number, isOver: () => boolean): RunNews;
  readonly day: number;
}

/** Tables that small multiples, events and preliminary measures are made of. */
const tablesRead = [
  'sets',
  'service',
  'operators',
  'restakers',
  'decentralisation',
  'corruption',
  'prices',
  'events',
  'summary',
];

/** Kinds of events that are shown. */
const noted: readonly string[] = [
  'exit',
  'slash',
  'ejection',
  'bankruptcy',
  'outage',
  'attack',
  'abuse',
  'panic',
  'liquidation',
];

/**
 * A run as the playground shows it, which begins when it is first let go on.
 *
 * @param details whether stake flows and events are wanted beside series and measures
 */
export function createPlayedRun(
  { series, layout, cohorts, sampleDays, previewDays }: PlayModel,
  scenario: Scenario,
  seed: number | string,
  details: boolean,
): PlayedRun {
  const run = simulate(scenario, seed, {}, tablesRead);
  const parts = run.parts[Symbol.iterator]();
  const collector = createSeriesCollector(series);
  const flowsOf = flowCollector(layout);
  const lostUsd = new Float64Array(cohorts.length);
  const soFar = createSummary();
  const days = Math.ceil(scenario.horizon);
  let [day, sampled] = [-1, 0];
  const noteLoss = (row: Row): void => {
    const { cohort, slashedUsd } = restakersTable.cells(row);
    lostUsd[cohorts.indexOf(cohort)] = slashedUsd;
  };

  const advance: PlayedRun['advance'] = (toDay, isOver) => {
    const samples: Float64Array[] = [];
    const flows: Float64Array[] = [];
    const losses: Float64Array[] = [];
    const events: ShownEvent[] = [];
    let measures: RunMeasure[] | undefined;
    while (day < toDay) {
      const rows = parts.next().value ?? [];
      day++;
      for (const row of rows) {
        collector.take(row);
        if (day <= previewDays) soFar.take(row);
        if (!details) continue;
        if (row.table === eventsTable.name) events.push(...shownEvent(row));
        if (row.table === restakersTable.name) noteLoss(row);
      }
      if (sampleDays.includes(day)) {
        samples.push(collector.endStep(day - sampled));
        if (details) {
          flows.push(flowsOf(run.flows));
          losses.push(lostUsd.slice());
        }
        sampled = day;
      }
      if (day === days) measures = (parts.next().value ?? []).filter(isSummary).map(measureInRow);
      else if (day === previewDays) measures = soFar.measures().map(asRunMeasure);
      if (isOver()) break;
    }
    return { samples, flows, losses, events, day, isDone: day === days, ...(measures && { measures }) };
  };
  return {
    advance,
    get day() {
      return Math.max(0, day);
    },
  };
}

const isSummary = ({ table }: Row): boolean => table === 'summary';

function asRunMeasure({
  name,
  unit,
  better,
  meaning,
  aggregation,
  value,
}: ReturnType<ReturnType<typeof createSummary>['measures']>[number]): RunMeasure {
  return { name, unit, better, meaning, aggregation: aggregation ?? null, value };
}

/** The event of a row as the screen shows it; none for kinds that it does not show. */
function shownEvent(row: Row): ShownEvent[] {
  const { timeDays, kind, avs, set, operator, amountUsd, detail } = eventsTable.cells(row);
  if (!noted.includes(kind)) return [];
  return [
    {
      day: timeDays,
      kind,
      where: set === null ? (avs ?? '') : `${avs}.${set}`,
      operator: operator ?? '',
      usd: amountUsd ?? 0,
      detail,
    },
  ];
}
