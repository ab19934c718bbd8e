import type { Scenario } from '../../../../sim/scenario/index.ts';
import type { RunMeasure } from '../../../runs/run-measure.ts';
import type { PlayModel } from '../play-model.ts';
import { createPlayedRun, type RunNews, type ShownEvent } from './played-run.ts';

/**
 * The first days of the first run of a scenario, done before its page was written: what a page shows with its first
 * frame, until its own run has come as far. As JSON: values by sample, null where there is none.
 */
export interface OpeningRun {
  readonly day: number;
  /** Whether these days are all of the run. */
  readonly isDone: boolean;
  readonly samples: readonly (readonly (number | null)[])[];
  readonly flows: readonly (readonly (number | null)[])[];
  readonly losses: readonly (readonly (number | null)[])[];
  readonly events: readonly ShownEvent[];
  readonly measures: readonly RunMeasure[];
}

/** Digits that a picture of a run needs: a run of the page itself soon takes the place of this one. */
const DIGITS = 6;

/**
 * Does the first days of the first run of a scenario, as many as a moved lever shows at once.
 *
 * @throws what `simulate` throws
 */
export function openingRun(scenario: Scenario, model: PlayModel): OpeningRun {
  const run = createPlayedRun(model, scenario, scenario.seed, true);
  const { samples, flows, losses, measures = [], ...rest } = run.advance(model.previewDays, () => false);
  const written = (list: readonly Float64Array[]) => list.map(values => Array.from(values, rounded));
  return { ...rest, samples: written(samples), flows: written(flows), losses: written(losses), measures };
}

function rounded(value: number): number | null {
  return Number.isFinite(value) ? Number(value.toPrecision(DIGITS)) : null;
}

/** An opening as news of a run. */
export function newsOfOpening({ samples, flows, losses, ...rest }: OpeningRun): RunNews {
  const read = (list: OpeningRun['samples']): Float64Array[] =>
    list.map(values => Float64Array.from(values, value => value ?? Number.NaN));
  return { ...rest, samples: read(samples), flows: read(flows), losses: read(losses) };
}
