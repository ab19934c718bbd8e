import type { Row } from '../../sim/measures/tables/index.ts';
import type { Scenario } from '../../sim/scenario/index.ts';
import { replicateSeed } from './replicate-seed.ts';
import { startTimeSlices } from './time-slices.ts';

/** A run in progress: its rows, and how far it is. */
interface RunInProgress {
  /** The rows in portions; undefined wherever else it stands still for a moment. */
  readonly slices: Iterable<readonly Row[] | undefined>;
  /** Fraction of the horizon that is done. */
  readonly progress: number;
}

/** Starts a run of a scenario with a seed of its own. */
export type Simulate = (scenario: Scenario, seed: number | string) => RunInProgress;

/** Receives what replicates yield. */
export interface RowReceiver {
  row(replicate: number, row: Row): void;
  /** Called between time slices with the fraction of all work that is done, from 0 to 1. */
  progress(fraction: number, replicate: number): void;
}

/**
 * Runs the replicates of a scenario one after the other and hands every row to the receiver. Between time slices the
 * process hears signals. Throws what the simulation or the receiver throws; rows until then were handed on.
 *
 * @param replicates number of replicates, at least 1
 * @returns the seed of each replicate
 */
export async function executeReplicates(
  simulate: Simulate,
  scenario: Scenario,
  replicates: number,
  receiver: RowReceiver,
): Promise<(number | string)[]> {
  const seeds = Array.from({ length: replicates }, (_, index) => replicateSeed(scenario.seed, index));
  const slices = startTimeSlices();
  for (const [replicate, seed] of seeds.entries()) {
    const run = simulate(scenario, seed);
    for (const rows of run.slices) {
      for (const row of rows ?? []) receiver.row(replicate, row);
      if (!slices.isOver()) continue;
      receiver.progress((replicate + run.progress) / replicates, replicate);
      await slices.next();
    }
  }
  return seeds;
}
