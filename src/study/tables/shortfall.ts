import { mostMissed, replicatesForMean } from '../statistics/intervals.ts';
import type { Statistics } from '../statistics/statistics.ts';
import { isKnown, type StoppingRule, widthAsked } from '../statistics/stopping-rule.ts';
import type { ReplicateRule } from '../study.ts';
import type { PointReceiver } from './tabulate.ts';

/** Collects the points at which the most replicates were too few for the interval that a study asks for. */
export interface ReplicateShortfall {
  readonly see: PointReceiver;
  /**
   * Sentences on the points whose interval is too wide, with the number of replicates that the worst needs, and on those
   * whose runs are all the same; undefined where there are neither.
   */
  text(): string | undefined;
}

/** Starts with no points. A point without a value of the measure counts as one with too few replicates. */
export function createShortfall({ until, most }: ReplicateRule): ReplicateShortfall {
  const wide = { points: 0, needed: 0 };
  const same = { points: 0, runs: Number.POSITIVE_INFINITY };
  return {
    see(_, summaries) {
      if (until === null) return;
      const found = summaries.find(({ measure }) => measure === until.measure)?.statistics ?? null;
      if (found !== null && isKnown(found, until)) return;
      if (found?.sd === 0 && found.ci95 === null) {
        same.points++;
        same.runs = Math.min(same.runs, found.n);
      } else {
        wide.points++;
        wide.needed = Math.max(wide.needed, wantedFor(found, until));
      }
    },
    text() {
      if (until === null) return undefined;
      const texts: string[] = [];
      if (wide.points > 0) {
        const enough = Number.isFinite(wide.needed)
          ? `the widest needs about ${wide.needed}`
          : 'at one there is nothing to judge by';
        texts.push(
          `${until.measure} is not known as well as asked at ${pointsText(wide.points)} with ${most} replicates: ${enough}`,
        );
      }
      if (same.points > 0) {
        const missed = (100 * mostMissed(same.runs)).toPrecision(2);
        texts.push(
          `${until.measure} is the same in all ${same.runs} runs at ${pointsText(same.points)}: how far it spreads is not known, for what happens in fewer than ${missed}% of runs may have been missed`,
        );
      }
      return texts.length === 0 ? undefined : texts.join('\n');
    },
  };
}

function pointsText(points: number): string {
  return points === 1 ? '1 point' : `${points} points`;
}

/** Replicates for the interval that is asked for; infinite where there is one value at most, or the interval is relative to a mean of 0. */
function wantedFor(found: Statistics | null, until: StoppingRule): number {
  const target = found === null ? 0 : widthAsked(found, until);
  if (found === null || found.sd === null || target === 0) return Number.POSITIVE_INFINITY;
  return Math.max(found.n + 1, replicatesForMean(found.sd, target));
}
