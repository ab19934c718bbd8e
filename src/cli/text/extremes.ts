import type { Factor } from '../../study/factors/factor.ts';
import { freeFactors, levelText } from '../../study/factors/factor.ts';
import { headlineQuestions } from '../../study/statistics/headline-measures.ts';
import type { MeasureSummary } from '../../study/statistics/measure-summaries.ts';
import type { DesignPoint } from '../../study/study.ts';
import type { PointReceiver } from '../../study/tables/tabulate.ts';
import { figure, intervalText } from './figure.ts';
import { indentedTable } from './text-table.ts';

/** The mean of a measure at the point where it is lowest or highest; as text, with the point. */
interface Extreme {
  readonly mean: number;
  readonly text: string;
}

/** Most measures that are listed where none is a headline. */
const mostOthers = 8;

/** The lowest and highest means of headline measures over the points of a study; of the first measures where none is one. */
export interface Extremes {
  /** Takes the measures of a point. */
  readonly see: PointReceiver;
  /** A line for each measure: where it is lowest and where highest, with 95% intervals. */
  text(): string;
}

/**
 * Starts without points.
 *
 * @param avss names of the scenario's AVSs: the first is the one in question, and headlines of the others are left out
 */
export function createExtremes(factors: readonly Factor[], avss: readonly string[]): Extremes {
  const [, ...others] = avss;
  const free = freeFactors(factors);
  const found = new Map<string, { low: Extreme; high: Extreme }>();
  const isHeadline = (name: string): boolean =>
    headlineQuestions.some(question => question.test(name)) &&
    !others.some(other => name.startsWith(`${other}.`));
  return {
    see(point, summaries) {
      for (const summary of summaries) {
        if (summary.statistics === null) continue;
        const { mean } = summary.statistics;
        const here = { mean, text: `${valueText(summary)} at ${levelsText(free, point)}` };
        const known = found.get(summary.measure) ?? { low: here, high: here };
        found.set(summary.measure, {
          low: mean < known.low.mean ? here : known.low,
          high: mean > known.high.mean ? here : known.high,
        });
      }
    },
    text() {
      const order = (name: string): number => headlineQuestions.findIndex(question => question.test(name));
      const headlines = [...found]
        .filter(([name]) => isHeadline(name))
        .sort(([a], [b]) => order(a) - order(b));
      const shown = headlines.length > 0 ? headlines : [...found].slice(0, mostOthers);
      return indentedTable(
        shown.map(([measure, { low, high }]) =>
          low === high
            ? [measure, low.text.replace(/ at .*/, ' at every point'), '']
            : [measure, low.text, `to ${high.text}`],
        ),
      );
    },
  };
}

/** A mean with its interval. */
function valueText({ statistics: s, unit }: MeasureSummary): string {
  const { mean, ci95 } = s!;
  return `${figure(mean, unit)}${intervalText(ci95, end => figure(end, unit))}`;
}

/** The levels of a point, by factor. */
function levelsText(factors: readonly Factor[], { levels }: DesignPoint): string {
  return factors.map(factor => `${factor.name} ${levelText(factor, levels[factor.name]!)}`).join(', ');
}
