import { measuresOf } from '../../runs/job.ts';
import type { Runner } from '../../runs/runner.ts';
import type { Plan } from '../plan.ts';

/** The values of a measure in the runs of a study. */
export interface MeasureOutputs {
  readonly measure: string;
  readonly unit: string;
  readonly meaning: string;
  /** Values by point, in the order of the design, then by replicate; runs that failed or have none are left out. */
  readonly values: readonly (readonly number[])[];
}

/** The values of every measure at every point of a plan whose runs have ended. */
export function outputsOf({ runs, points }: Plan, { find }: Pick<Runner, 'find'>): MeasureOutputs[] {
  const found = new Map<string, Omit<MeasureOutputs, 'values'> & { readonly values: number[][] }>();
  for (const { point, job } of runs()) {
    const run = find(job.key);
    if (run === undefined || 'error' in run) continue;
    for (const { name: measure, unit, value, meaning } of measuresOf(run)) {
      let outputs = found.get(measure);
      if (outputs === undefined) {
        outputs = { measure, unit, meaning, values: Array.from({ length: points.kept }, () => []) };
        found.set(measure, outputs);
      }
      if (value !== null) outputs.values[point.index]!.push(value);
    }
  }
  return [...found.values()];
}
