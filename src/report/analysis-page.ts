import { join } from 'node:path';
import type { Table } from '../../sim/measures/tables/index.ts';
import { writeFileWhole } from '../results/folder.ts';
import type { Chart } from './charts/chart.ts';
import { escapeMarkup, link } from './escape.ts';
import { chartFolder, drawFigures } from './figures.ts';
import { figureBody, type Section, shell } from './page/shell.ts';

/** What the page of an analysis says. */
export interface AnalysisPage {
  readonly name: string;
  /** What was done, such as `search`. */
  readonly kind: string;
  readonly description: string;
  /** One line under the description. */
  readonly facts: string;
  /** What was found, as the terminal says it. Shown in `<pre>`, so that its columns stay aligned. */
  readonly text: string;
  readonly charts: readonly Chart[];
  /** Tables that were written, and `columns.json` that says what they hold. They are linked, not read. */
  readonly tables: readonly Table[];
  /** Files of what was asked, and what they hold. */
  readonly inputs: readonly (readonly [file: string, meaning: string])[];
}

/**
 * Draws the charts of an analysis into its results directory, and `index.html`; the page's path. Tables and inputs
 * must be there or come later: the page only links to them.
 *
 * @throws EnvironmentError when the folder of charts is a link
 */
export async function analysisReport(directory: string, analysis: AnalysisPage): Promise<string> {
  const { name, kind, description, facts, text, charts, tables, inputs } = analysis;
  const figures = await drawFigures(charts, chartFolder(directory));
  const files = [
    ...tables.map(table => [`${table.name}.csv`, table.meaning] as const),
    ['columns.json', 'Every column, with unit and meaning'] as const,
    ...inputs,
  ];
  const rows = files.map(
    ([file, meaning]) => `<tr><td>${link(file, file)}</td><td>${escapeMarkup(meaning)}</td></tr>`,
  );
  const sections: Section[] = [
    {
      id: 'found',
      title: 'What was found',
      // Line by line: to escape is to replace line breaks, too.
      body: `<pre>${text.split('\n').map(escapeMarkup).join('\n')}</pre>`,
    },
    ...figures.map(figure => ({ id: figure.name, title: figure.title, body: figureBody(figure) })),
    {
      id: 'data',
      title: 'The data',
      body: `<div class="table"><table><thead><tr><th>File</th><th>What it holds</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`,
    },
  ];
  const page = join(directory, 'index.html');
  writeFileWhole(page, shell({ name, kind, description, facts, head: '', sections, figures }));
  return page;
}
