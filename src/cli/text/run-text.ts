import { join } from 'node:path';
import type { RunAnswer } from '../../report/answer/answer.ts';
import { targetText, verdictOf, verdictWords } from '../../report/answer/target.ts';
import { headlineMeasures } from '../../study/statistics/headline-measures.ts';
import { mostMissed, replicatesForTail } from '../../study/statistics/intervals.ts';
import type { MeasureSummary } from '../../study/statistics/measure-summaries.ts';
import { say, styled } from '../terminal.ts';
import type { DailySeries } from './daily-series.ts';
import { seriesTable, summaryTable } from './summary-tables.ts';
import { wrapped } from './text-table.ts';

/** What a terminal can show of the runs of a scenario. */
export interface RunFindings {
  readonly seed: number | string;
  readonly replicates: number;
  /** SHA-256 of all rows of the first replicate: a page of `opset play` that runs it again must find the same. */
  readonly digest: string;
  readonly summary: readonly MeasureSummary[];
  /** Of the first replicate. */
  readonly series: readonly DailySeries[];
}

/** What was asked for, and the answer. */
interface AskedRun {
  /** The scenario as the user named it. */
  readonly scenario: string;
  /** Names of its AVSs: the first is the one in question; figures of the others are left to the files. */
  readonly avss: readonly string[];
  /** The results directory as the user would name it. */
  readonly directory: string;
  readonly answer: RunAnswer;
}

/**
 * Prints the question of a scenario and the sentence that answers it, the measures that do and those that a reader asks
 * for first, where the results are, and what to do next. All of it goes to stderr.
 */
export function printRunSummary(
  { scenario, avss, directory, answer }: AskedRun,
  { replicates, digest, summary, series }: RunFindings,
): void {
  const [, ...others] = avss;
  if (answer.question !== '') say(`\n${styled('bold', answer.question)}`);
  if (answer.sentence !== '') say(wrapped(answer.sentence).join('\n'));
  const inQuestion = (name: string) => !others.some(other => name.startsWith(`${other}.`));
  const answering = answer.figures.flatMap(figure =>
    summary.filter(({ measure }) => measure === figure.measure.name),
  );
  const measures = [...new Set([...answering, ...headlineMeasures(summary, avss)])];
  const courses = series.filter(({ subject }) => inQuestion(subject));
  const runs = replicates === 1 ? 'one run' : `mean and 95% interval over ${replicates} runs`;
  say(`\n${styled('bold', `Summary (${runs})`)}\n${summaryTable(measures, targetsOf(answer))}`);
  const hidden = summary.length - measures.length;
  if (hidden > 0) say(`  and ${hidden} more in summary.csv`);
  if (measures.some(({ statistics }) => statistics?.sd === 0)) {
    const missed = (100 * mostMissed(replicates)).toPrecision(2);
    say(`  what happens in fewer than ${missed}% of runs may be missed where all of them are the same`);
  }
  const need = replicatesForTail(0.95);
  if (replicates > 1 && replicates < need) {
    say(
      `  percentiles over runs need ${need} of them: p05 and p95 in summary.csv are hardly more than the extremes`,
    );
  }
  say(`\n${styled('bold', 'Over time (first run)')}\n${seriesTable(courses)}`);
  say(`\ndigest of the ${replicates === 1 ? '' : 'first '}run: ${digest}`);
  say(`page: ${join(directory, 'index.html')}`);
  say(
    replicates === 1
      ? `next: npx opset run ${scenario} --replicates 20, for intervals`
      : `next: open ${join(directory, 'index.html')} in a browser`,
  );
}

/** Targets of measures with what became of them, such as `at least 95%: met`, by measure. */
function targetsOf({ figures }: RunAnswer): ReadonlyMap<string, string> {
  return new Map(
    figures.flatMap(({ measure, target }) => {
      const verdict = verdictOf(measure, target);
      return verdict === undefined
        ? []
        : [[measure.name, `${targetText(measure, target)}: ${verdictWords[verdict]}`]];
    }),
  );
}
