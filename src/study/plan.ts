import { parsePath, replaceAt } from '../input/override.ts';
import { plainMap, treeOf } from '../input/tree.ts';
import { type FinishedRun, jobsOf, measureOf, type RunJob } from '../runs/job.ts';
import { replicateSeed } from '../runs/replicate-seed.ts';
import type { DesignPoints } from './designs/points.ts';
import { boundsOf } from './statistics/intervals.ts';
import { statistics } from './statistics/statistics.ts';
import { isKnown } from './statistics/stopping-rule.ts';
import type { DesignPoint, ReplicateRule, Study } from './study.ts';

/** A run of a study. */
export interface PlannedRun {
  readonly point: DesignPoint;
  readonly replicate: number;
  readonly job: RunJob;
}

/** One of `of` parts into which the runs of a study are divided, counted from 1. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/** The runs of a study, in the order of its tables. */
export interface Plan {
  readonly study: Study;
  readonly points: DesignPoints;
  readonly shard: Shard | null;
  /**
   * Every run that is wanted, judged by those that have ended: where the number of replicates depends on results there
   * may be more once these have ended.
   */
  runs(): Iterable<PlannedRun>;
}

/**
 * The plan of a study, or of one part of it. The parts are of equal size; each is the same on every machine.
 *
 * @param find what a run gave, by key; undefined when it has not ended
 */
export function planOf(
  study: Study,
  points: DesignPoints,
  shard: Shard | null,
  find: (key: string) => FinishedRun | undefined,
): Plan {
  const isAdaptive = study.replicates.until !== null;
  const isMine = (ordinal: number): boolean => shard === null || ordinal % shard.of === shard.index - 1;
  return {
    study,
    points,
    shard,
    *runs() {
      let ordinal = 0;
      for (const point of points) {
        // The number of a point's replicates depends on the results of all of them: they go to one part.
        if (isAdaptive && !isMine(ordinal++)) continue;
        const jobAt = jobsAt(study, point);
        const count = wanted(study.replicates, replicate => find(jobAt(replicate).key));
        for (let replicate = 0; replicate < count; replicate++) {
          if (isAdaptive || isMine(ordinal++)) yield { point, replicate, job: jobAt(replicate) };
        }
      }
    },
  };
}

/** The jobs of a point, by replicate: at every point the same seeds. */
export function jobsAt(study: Study, point: DesignPoint): (replicate: number) => RunJob {
  let tree = study.base;
  for (const [path, value] of Object.entries(point.settings)) {
    tree = replaceAt(tree, parsePath(tree, path)!, treeOf(value, tree.at), []) ?? tree;
  }
  const job = jobsOf(plainMap(tree), study.measures.includes('*') ? [] : study.measures, study.tables);
  return replicate => job(replicateSeed(study.seed, replicate));
}

/**
 * How many replicates a point needs: as many as the study says, or more by quarters until the interval of a measure
 * is narrow enough. Runs that are all the same have none, so that there are as many as there may be. Stopping on what one
 * sees makes such an interval miss a little more often than it says; the least number of replicates bounds by how much.
 */
function wanted(
  { least, most, until }: ReplicateRule,
  at: (replicate: number) => FinishedRun | undefined,
): number {
  if (until === null) return most;
  const values: number[] = [];
  let unit = '';
  let seen = 0;
  for (let goal = least; ; goal = Math.min(most, goal + Math.ceil(goal / 4))) {
    for (; seen < goal; seen++) {
      const run = at(seen);
      if (run === undefined) return goal;
      if ('error' in run) continue;
      const value = measureOf(run, until.measure);
      if (value === null) continue;
      values.push(value);
      unit = run.measures.find(({ name }) => name === until.measure)!.unit;
    }
    if (goal >= most || (values.length > 0 && isKnown(statistics(values, boundsOf(unit)), until)))
      return goal;
  }
}
