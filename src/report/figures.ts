import { lstatSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { EnvironmentError } from '../results/environment-error.ts';
import type { Chart } from './charts/chart.ts';
import type { PageFigure } from './page/shell.ts';
import { toSvg } from './render.ts';
import { themed } from './theme.ts';
import { widths, writeChart } from './write-chart.ts';

/**
 * The folder of a results directory that charts go to, made where it is missing.
 *
 * @throws EnvironmentError when it is a symbolic link: a results directory from elsewhere could otherwise have
 *   files written outside of it
 */
export function chartFolder(directory: string): string {
  const folder = join(directory, 'charts');
  mkdirSync(folder, { recursive: true });
  if (!lstatSync(folder).isSymbolicLink()) return folder;
  throw new EnvironmentError(
    `invalid directory: ${folder} is a link`,
    'remove it: charts stay with their results',
  );
}

/**
 * Writes charts to a folder, and draws them for a page. Each is drawn three times: in light colours for the files,
 * then wide and narrow in CSS variables for the page. One after the other, for ids in a picture come from one counter
 * of the process (see {@link toSvg}).
 */
export async function drawFigures(charts: readonly Chart[], folder: string): Promise<readonly PageFigure[]> {
  const figures: PageFigure[] = [];
  for (const chart of charts) {
    const { name, title, reading, sentence } = chart;
    await writeChart(chart, folder);
    const picture = async (width: number) => ({
      // The element around it says to a screen reader what it shows.
      svg: (await toSvg(chart.spec({ width, palette: themed, live: false }))).replace(
        '<svg',
        '<svg aria-hidden="true"',
      ),
      spec: chart.spec({ width, palette: themed, live: true }),
    });
    const [wide, narrow] = [await picture(widths.wide), await picture(widths.narrow)];
    figures.push({ name, title, reading, sentence, wide, narrow });
  }
  return figures;
}
