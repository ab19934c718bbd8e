import type { Row } from '../../sim/measures/tables/index.ts';
import type { Scenario } from '../../sim/scenario/index.ts';
import { replicateSeed } from './replicate-seed.ts';

/** A run in progress: its rows, and how far it is. */
interface RunInProgress extends Iterable<Row> {
  /** Fraction of the horizon that is done. */
  readonly progress: number;
}

/** Starts a run of a scenario with a seed of its own. */
export type Simulate = (scenario: Scenario, seed: number | string) => RunInProgress;

/** How long rows are pulled before signals and drawing get their turn, in milliseconds. */
const sliceMs = 40;

/** Who receives what replicates yield. */
export interface RowReceiver {
  row(replicate: number, row: Row): void;
  /** Called now and then with the fraction of all work done. */
  progress(fraction: number, replicate: number): void;
}

/** Runs the replicates of a scenario one after the other; the seeds used. Between slices the process hears signals. */
export async function executeReplicates(
  simulate: Simulate,
  scenario: Scenario,
  replicates: number,
  receiver: RowReceiver,
): Promise<(number | string)[]> {
  const seeds = Array.from({ length: replicates }, (_, index) => replicateSeed(scenario.seed, index));
  let rested = performance.now();
  for (const [replicate, seed] of seeds.entries()) {
    const run = simulate(scenario, seed);
    for (const row of run) {
      receiver.row(replicate, row);
      if (performance.now() - rested < sliceMs) continue;
      receiver.progress((replicate + run.progress) / replicates, replicate);
      await new Promise(resolve => setImmediate(resolve));
      rested = performance.now();
    }
  }
  return seeds;
}
