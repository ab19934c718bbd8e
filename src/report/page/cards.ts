import type { HeadlineFigure } from '../answer/headlines.ts';
import { targetText, type Verdict, verdictOf, verdictWords } from '../answer/target.ts';
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

/** A figure of the first screen. */
export interface AnswerCard {
  /** Whom it is about; empty where the meaning says it. */
  readonly who: string;
  readonly value: string;
  readonly unit: string;
  readonly what: string;
  readonly target?: { readonly text: string; readonly verdict: Verdict; readonly words: string };
  /** What the value is of, and how sure; empty where there is nothing to say. */
  readonly range: string;
}

/** Headline figures of runs as cards, each with its interval and its target. */
export function headlineCards(figures: readonly HeadlineFigure[]): readonly AnswerCard[] {
  return figures.map(({ measure, about, target }) => {
    const range = interval(measure);
    const [value, unit] = quantity(measure.mean, measure.unit);
    const verdict = verdictOf(measure, target);
    return {
      who: about.replaceAll('.', ' · '),
      value,
      unit,
      what: measure.meaning === '' ? measure.name : measure.meaning,
      ...(verdict !== undefined && {
        target: { text: targetText(measure, target), verdict, words: verdictWords[verdict] },
      }),
      range: hasInterval(measure) ? `95% interval ${range}, ${measure.n} runs` : range,
    };
  });
}

/** Cards as a list. Markup; empty without cards. */
export function cards(figures: readonly AnswerCard[]): string {
  const items = figures.map(({ who, value, unit, what, target, range }) =>
    [
      '<li>',
      `<span class="who" title="${escapeMarkup(who)}">${escapeMarkup(shorten(who, 34))}</span>`,
      `<strong>${escapeMarkup(value)}${unit === '' ? '' : ` <small>${escapeMarkup(unit)}</small>`}</strong>`,
      `<span class="what">${escapeMarkup(what)}</span>`,
      target === undefined
        ? ''
        : `<span class="target ${target.verdict}">${escapeMarkup(target.text)}: <b>${escapeMarkup(target.words)}</b></span>`,
      range === '' ? '' : `<span class="range">${escapeMarkup(range)}</span>`,
      '</li>',
    ].join(''),
  );
  return items.length === 0 ? '' : `<ul class="cards" aria-label="Headline figures">${items.join('')}</ul>`;
}
