import { quantity } from '../../../report/format.ts';
import { isDifferent, type MeasureComparison } from '../../../study/comparison/paired-comparison.ts';
import { byId, html, setAttributes, setText } from '../dom.ts';

/** The cards: what A, B and B less A measured, with the interval of the difference. */
export interface CardsView {
  show(comparisons: readonly MeasureComparison[], about: CardsAbout): void;
}

/** What the cards are of. */
export interface CardsAbout {
  /** Names of the measures to show, in their order. */
  readonly measures: readonly string[];
  readonly pairs: number;
  readonly measuredDay: number;
  readonly days: number;
  /** Pairs that are still to come. */
  readonly wanted: number;
  /** Whether they are of another setting than the levers'. */
  readonly isStale: boolean;
  readonly isRunning: boolean;
  /** Whether A or B cannot be run. */
  readonly isRefused: boolean;
}

/** The elements of a card that change. */
interface Card {
  readonly element: HTMLElement;
  readonly name: HTMLElement;
  readonly b: HTMLElement;
  readonly a: HTMLElement;
  readonly difference: HTMLElement;
  readonly whisker: HTMLElement;
}

/**
 * The view of the cards. Cards are kept by measure, and only their texts change: they do not jump, and can be read
 * out as they change.
 */
export function createCardsView(): CardsView {
  const list = byId('cards');
  const note = byId('cards-note');
  const cards = new Map<string, Card>();
  return {
    show: (comparisons, about) => {
      const known = new Map(comparisons.map(one => [one.measure, one]));
      const elements = about.measures.map(measure => {
        const card = cards.get(measure) ?? createCard(measure);
        cards.set(measure, card);
        fillCard(card, known.get(measure));
        return card.element;
      });
      if (
        elements.length !== list.children.length ||
        elements.some((element, at) => list.children[at] !== element)
      )
        list.replaceChildren(...elements);
      list.classList.toggle('stale', about.isStale);
      setAttributes(list, { 'aria-busy': String(about.isRunning) });
      setText(note, noteOf(about));
    },
  };
}

/** What the figures are of: how many runs, and which part of them. */
function noteOf({ pairs, measuredDay, days, wanted, isRefused }: CardsAbout): string {
  if (isRefused) return 'no figures: a setting cannot be run';
  if (pairs === 0) return 'running …';
  const when = measuredDay < days ? `first ${measuredDay} days` : 'whole run';
  if (pairs === 1)
    return wanted > 1 ? `${when}, one run of each; more to come …` : `${when}, one run of each`;
  const more = pairs < wanted ? `, ${wanted - pairs} more to come …` : '';
  return `means over ${pairs} pairs of runs with the same luck, 95% interval of B − A${more}`;
}

function createCard(measure: string): Card {
  const name = html('h3', {}, aboutOf(measure));
  const [b, a, difference] = [
    html('b', { class: 'b' }),
    html('span', { class: 'a' }),
    html('span', { class: 'difference' }),
  ];
  const whisker = html('i', { class: 'whisker', 'aria-hidden': 'true' }, html('i'), html('i'));
  const element = html(
    'li',
    { class: 'card', 'data-measure': measure },
    name,
    html('div', { class: 'figures' }, b, a),
    html('div', { class: 'gap' }, difference, whisker),
  );
  return { element, name, b, a, difference, whisker };
}

/** Whom and what a measure is about, from its name. */
function aboutOf(measure: string): string {
  return measure.replaceAll('.', ' · ').replaceAll('_', ' ');
}

/** Shows a comparison on a card; of none an empty card. */
function fillCard(
  { element, name, b, a, difference, whisker }: Card,
  one: MeasureComparison | undefined,
): void {
  element.classList.toggle('empty', one === undefined);
  if (one === undefined) {
    for (const part of [b, a, difference]) setText(part, '');
    whisker.hidden = true;
    return;
  }
  const { unit, meanA, meanB, meaning } = one;
  setAttributes(name, { title: meaning });
  const figure = (value: number): string => quantity(value, unit).join(' ').trim();
  setText(b, `B ${quantity(meanB, unit)[0]}`);
  setText(a, `A ${figure(meanA)}`);
  setText(difference, differenceText(one));
  element.classList.toggle('differs', isDifferent(one));
  showWhisker(whisker, one);
}

/** The difference with its sign and interval; shares differ by percentage points. */
function differenceText({ unit, difference, interval, n }: MeasureComparison): string {
  const signed = (value: number): string => {
    const [text] = quantity(value, unit);
    const points = unit.startsWith('fraction') ? `${text.replace('%', '')} pts` : text;
    return `${value > 0 ? '+' : ''}${points}`;
  };
  if (n < 2 || interval === null) return `B − A ${signed(difference)}`;
  return `B − A ${signed(difference)} [${signed(interval[0]).replace(' pts', '')}, ${signed(interval[1])}]`;
}

/** A dot with whiskers beside a line at zero, on a scale of its own. */
function showWhisker(whisker: HTMLElement, { difference, interval }: MeasureComparison): void {
  whisker.hidden = interval === null;
  if (interval === null) return;
  const most = Math.max(Math.abs(interval[0]), Math.abs(interval[1]), Number.MIN_VALUE);
  const at = (value: number): string => `${50 + (46 * value) / most}%`;
  const [range, dot] = whisker.children as unknown as [HTMLElement, HTMLElement];
  range.style.left = at(interval[0]);
  range.style.right = `calc(100% - ${at(interval[1])})`;
  dot.style.left = at(difference);
}
