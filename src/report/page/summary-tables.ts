import { allTables } from '../../results/run-tables.ts';
import { escapeMarkup, link } from '../escape.ts';
import { count, quantity } from '../format.ts';
import type { Results, SummaryLine } from '../results.ts';
import { interval } from './cards.ts';

/** Every measure of the summary with its interval and meaning. Markup. */
export function summaryTable(summary: readonly SummaryLine[]): string {
  const repeated = summary.some(measure => measure.n > 1);
  const rows = summary.map(measure => {
    const range = interval(measure);
    const value = escapeMarkup(quantity(measure.mean, measure.unit).join(' '));
    const name = `<code>${escapeMarkup(measure.name)}</code><small>${escapeMarkup(measure.meaning)}</small>`;
    return `<tr><td>${name}</td><td class="number">${value}${range === '' ? '' : `<small>${escapeMarkup(range)}</small>`}</td></tr>`;
  });
  const head = `<th>Measure</th><th class="number">${repeated ? 'Mean, 95% interval' : 'Value'}</th>`;
  return `<div class="table"><table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

/**
 * Links to the tables that are there, with what a row of each says and how many there are, where they were counted.
 * Markup. Large tables that no chart needs are not read, and so not counted.
 */
export function fileTable(results: Results): string {
  const rows = allTables
    .filter(table => results.files.includes(table.name))
    .map(table => {
      const file = `${table.name}.csv`;
      const size = results.frames.get(table.name)?.length;
      const rowCount = size === undefined ? '' : count(size);
      return `<tr><td>${link(file, file)}</td><td>${escapeMarkup(table.meaning)}</td><td class="number">${rowCount}</td></tr>`;
    });
  return `<div class="table"><table><thead><tr><th>File</th><th>What it holds</th><th class="number">Rows</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}
