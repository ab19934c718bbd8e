import { replicatesForMean } from '../statistics/intervals.ts';
import type { Statistics } from '../statistics/statistics.ts';
import type { ReplicateRule } from '../study.ts';
import type { PointReceiver } from './tabulate.ts';

/** Collects the points at which the most replicates were too few for the interval that a study asks for. */
export interface ReplicateShortfall {
  readonly see: PointReceiver;
  /** A sentence with the number of such points and of the replicates that the worst needs; undefined when there is none. */
  text(): string | undefined;
}

/** Starts with no points. A point without a value of the measure counts as one with too few replicates. */
export function createShortfall({ until, most }: ReplicateRule): ReplicateShortfall {
  let points = 0;
  let needed = 0;
  return {
    see(_, summaries) {
      if (until === null) return;
      const found = summaries.find(({ measure }) => measure === until.measure)?.statistics;
      if (found?.sd === 0) return;
      const wanted = found ? wantedFor(found, until) : Number.POSITIVE_INFINITY;
      if (found && wanted <= found.n) return;
      points++;
      needed = Math.max(needed, wanted);
    },
    text() {
      if (points === 0 || until === null) return undefined;
      const where = points === 1 ? '1 point' : `${points} points`;
      const enough = Number.isFinite(needed)
        ? `the widest needs about ${needed}`
        : 'at one there is nothing to judge by';
      return `${until.measure} is not known as well as asked at ${where} with ${most} replicates: ${enough}`;
    },
  };
}

/** Replicates for the interval that is asked for; infinite where there is one value only, or the interval is relative to a mean of 0. */
function wantedFor({ mean, sd }: Statistics, until: NonNullable<ReplicateRule['until']>): number {
  const target = until.halfWidth * (until.isRelative ? Math.abs(mean) : 1);
  return sd === null || target === 0 ? Number.POSITIVE_INFINITY : replicatesForMean(sd, target);
}
