import type { HeadlineFigure } from '../answer/headlines.ts';
import { targetText, verdictOf, verdictWords } from '../answer/target.ts';
import { escapeMarkup } from '../escape.ts';
import { quantity, shorten } from '../format.ts';
import { hasInterval, type SummaryLine } from '../results.ts';

/**
 * The interval of a measure in words, or that its runs do not differ; nothing of one run. In summary.csv the ends are
 * empty, here NaN, where all runs have the same value.
 */
export function interval(measure: SummaryLine): string {
  const { n, low, high, unit } = measure;
  if (!(n > 1)) return '';
  if (!hasInterval(measure)) return `the same in all ${n} runs`;
  return `${quantity(low, unit)[0]} to ${quantity(high, unit)[0]}`;
}

/** Headline figures as a list of cards, each with its interval and its target. Markup; empty without measures. */
export function cards(figures: readonly HeadlineFigure[]): string {
  const items = figures.map(({ measure, about, target }) => {
    const who = about.replaceAll('.', ' · ');
    const range = interval(measure);
    const shown = hasInterval(measure) ? `95% interval ${range}, ${measure.n} runs` : range;
    const [value, unit] = quantity(measure.mean, measure.unit);
    const verdict = verdictOf(measure, target);
    return [
      '<li>',
      `<span class="who" title="${escapeMarkup(who)}">${escapeMarkup(shorten(who, 34))}</span>`,
      `<strong>${escapeMarkup(value)}${unit === '' ? '' : ` <small>${escapeMarkup(unit)}</small>`}</strong>`,
      `<span class="what">${escapeMarkup(measure.meaning === '' ? measure.name : measure.meaning)}</span>`,
      verdict === undefined
        ? ''
        : `<span class="target ${verdict}">${escapeMarkup(targetText(measure, target))}: <b>${verdictWords[verdict]}</b></span>`,
      range === '' ? '' : `<span class="range">${escapeMarkup(shown)}</span>`,
      '</li>',
    ].join('');
  });
  return items.length === 0 ? '' : `<ul class="cards" aria-label="Headline figures">${items.join('')}</ul>`;
}
