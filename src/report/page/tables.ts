import { tables } from '../../../sim/measures/tables.ts';
import { escapeMarkup, link } from '../escape.ts';
import { count, quantity } from '../format.ts';
import type { Measure, Results } from '../results.ts';
import { interval } from './cards.ts';

/** Every measure of the summary with its interval and meaning. */
export function summaryTable(summary: readonly Measure[]): string {
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

/** Links to the tables that are there, with their meaning and number of rows. */
export function fileTable(results: Results): string {
  const rows = tables.flatMap(table => {
    const size = table.name === 'summary' ? results.summary.length : results.frames.get(table.name)?.length;
    if (size === undefined || (table.name === 'summary' && size === 0)) return [];
    const file = `${table.name}.csv`;
    return [
      `<tr><td>${link(file, file)}</td><td>${escapeMarkup(table.meaning)}</td><td class="number">${count(size)}</td></tr>`,
    ];
  });
  return `<div class="table"><table><thead><tr><th>File</th><th>One row is</th><th class="number">Rows</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}
