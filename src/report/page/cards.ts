import { headlineQuestions } from '../../study/statistics/headline-measures.ts';
import { escapeMarkup } from '../escape.ts';
import { quantity, shorten } from '../format.ts';
import type { Setting, SummaryLine } from '../results.ts';

const mostOfAKind = 3;
const fewest = 4;

/** A measure to put first, and whom it is about. */
interface Headline {
  readonly measure: SummaryLine;
  readonly about: string;
}

/** The measures to put first: those of AVSs with tasks and of people, a few for each question. */
export function headlines(summary: readonly SummaryLine[], setting: Setting): readonly Headline[] {
  const focal = setting.avss.filter(avs => avs.tasks.length > 0).map(avs => avs.name);
  const others = setting.avss.map(avs => avs.name).filter(name => focal.length > 0 && !focal.includes(name));
  const known = summary.filter(
    ({ name, mean }) => Number.isFinite(mean) && !others.some(avs => name.startsWith(`${avs}.`)),
  );
  const chosen = headlineQuestions.flatMap(question =>
    known
      .filter(({ name }) => question.test(name))
      .slice(0, mostOfAKind)
      .map(measure => ({ measure, about: measure.name.replace(question, '') })),
  );
  return chosen.length > 0
    ? chosen
    : known.slice(0, fewest).map(measure => ({ measure, about: measure.name }));
}

/** The interval of a measure in words, or that its runs do not differ; nothing of one run. */
export function interval({ n, low, high, unit }: SummaryLine): string {
  if (!(n > 1)) return '';
  if (!(high > low)) return `the same in all ${n} runs`;
  return `${quantity(low, unit)[0]} to ${quantity(high, unit)[0]}`;
}

/** Headline figures as a list of cards. */
export function cards(summary: readonly SummaryLine[], setting: Setting): string {
  const items = headlines(summary, setting).map(({ measure, about }) => {
    const who = about.replaceAll('.', ' · ');
    const range = interval(measure);
    const shown = measure.high > measure.low ? `95% interval ${range}, ${measure.n} runs` : range;
    const [value, unit] = quantity(measure.mean, measure.unit);
    return [
      '<li>',
      `<span class="who" title="${escapeMarkup(who)}">${escapeMarkup(shorten(who, 34))}</span>`,
      `<strong>${escapeMarkup(value)}${unit === '' ? '' : ` <small>${escapeMarkup(unit)}</small>`}</strong>`,
      `<span class="what">${escapeMarkup(measure.meaning === '' ? measure.name : measure.meaning)}</span>`,
      range === '' ? '' : `<span class="range">${escapeMarkup(shown)}</span>`,
      '</li>',
    ].join('');
  });
  return items.length === 0 ? '' : `<ul class="cards" aria-label="Headline figures">${items.join('')}</ul>`;
}
