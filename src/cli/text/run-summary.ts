import { join } from 'node:path';
import type { Recorded } from '../../results/recording.ts';
import { headlinesOf } from '../../study/headline.ts';
import { replicatesForTail } from '../../study/intervals.ts';
import { say, styled } from '../terminal.ts';
import { seriesTable, summaryTable } from './summary.ts';

/**
 * Tells people the headlines of what a run found, where it is, and what to do next. Of several AVSs the first is the one in question;
 * figures of the others are left to the files.
 */
export function conclude(
  scenario: string,
  avss: readonly string[],
  directory: string,
  { replicates, summary, series }: Recorded,
): void {
  const [, ...others] = avss;
  const inQuestion = (name: string) => !others.some(other => name.startsWith(`${other}.`));
  const measures = headlinesOf(summary, avss);
  const courses = series.filter(({ subject }) => inQuestion(subject));
  const runs = replicates === 1 ? 'one run' : `mean and 95% interval over ${replicates} runs`;
  say(`\n${styled('bold', `Summary (${runs})`)}\n${summaryTable(measures)}`);
  const hidden = summary.length - measures.length;
  if (hidden > 0) say(`  and ${hidden} more in summary.csv`);
  const need = replicatesForTail(0.95);
  if (replicates > 1 && replicates < need) {
    say(
      `  percentiles over runs need ${need} of them: p05 and p95 in summary.csv are hardly more than the extremes`,
    );
  }
  say(`\n${styled('bold', 'Over time (first run)')}\n${seriesTable(courses)}`);
  say(`\npage: ${join(directory, 'index.html')}`);
  say(
    replicates === 1
      ? `next: npx opset run ${scenario} --replicates 20, for intervals`
      : `next: open ${join(directory, 'index.html')} in a browser`,
  );
}
