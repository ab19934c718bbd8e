import { escapeMarkup } from '../escape.ts';
import { quantity, shorten } from '../format.ts';
import type { Measure, Setting } from '../results.ts';

/** What a reader asks first, in the order of asking; a measure's name says which question it answers. */
const questions = [
  /on_time/,
  /members/,
  /cost|paid/,
  /slashable|security/,
  /nakamoto/,
  /profit/,
  /net_apr/,
  /coverage/,
];
const mostOfAKind = 2;
const mostCards = 8;

/** The measures to put first: those of AVSs with tasks and of people, a few for each question. */
export function headlines(summary: readonly Measure[], setting: Setting): readonly Measure[] {
  const focal = setting.avss.filter(avs => avs.tasks.length > 0).map(avs => avs.name);
  const others = setting.avss.map(avs => avs.name).filter(name => focal.length > 0 && !focal.includes(name));
  const known = summary.filter(
    ({ name, mean }) =>
      Number.isFinite(mean) && !others.some(avs => name === avs || name.startsWith(`${avs}.`)),
  );
  const chosen = new Set<Measure>();
  for (const question of questions)
    for (const measure of known.filter(({ name }) => question.test(name)).slice(0, mostOfAKind))
      chosen.add(measure);
  for (const measure of known) if (chosen.size < 4) chosen.add(measure);
  return [...chosen].slice(0, mostCards);
}

/** The interval of a measure in words; nothing when there is one replicate or no spread. */
export function interval(measure: Measure): string {
  if (!(measure.n > 1) || !(measure.high > measure.low)) return '';
  return `${quantity(measure.low, measure.unit)[0]} to ${quantity(measure.high, measure.unit)[0]}`;
}

/** Headline figures as a list of cards. */
export function cards(summary: readonly Measure[], setting: Setting): string {
  const items = headlines(summary, setting).map(measure => {
    const who = measure.name.split('.').slice(0, -1).join(' · ');
    const range = interval(measure);
    const [value, unit] = quantity(measure.mean, measure.unit);
    return [
      '<li>',
      `<span class="who" title="${escapeMarkup(who)}">${escapeMarkup(shorten(who, 34))}</span>`,
      `<strong>${escapeMarkup(value)}${unit === '' ? '' : ` <small>${escapeMarkup(unit)}</small>`}</strong>`,
      `<span class="what">${escapeMarkup(measure.meaning === '' ? measure.name : measure.meaning)}</span>`,
      range === '' ? '' : `<span class="range">95% interval ${escapeMarkup(range)}, ${measure.n} runs</span>`,
      '</li>',
    ].join('');
  });
  return items.length === 0 ? '' : `<ul class="cards" aria-label="Headline figures">${items.join('')}</ul>`;
}
