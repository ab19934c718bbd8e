import { join } from 'node:path';
import type { Recorded } from './record.ts';
import { seriesTable, summaryTable } from './summary.ts';
import { say, styled } from './terminal.ts';

/** Tells people what a run found, where it is, and what to do next. */
export function conclude(
  scenario: string,
  directory: string,
  { replicates, summary, series }: Recorded,
): void {
  const runs = replicates === 1 ? 'one run' : `mean and 95% interval over ${replicates} runs`;
  if (summary.length > 0) say(`\n${styled('bold', `Summary (${runs})`)}\n${summaryTable(summary)}`);
  if (series.length > 0) say(`\n${styled('bold', 'Over time (first run)')}\n${seriesTable(series)}`);
  say(`\npage: ${join(directory, 'index.html')}`);
  say(
    replicates === 1
      ? `next: opset run ${scenario} --replicates 20, for intervals`
      : `next: open ${join(directory, 'index.html')} in a browser`,
  );
}
