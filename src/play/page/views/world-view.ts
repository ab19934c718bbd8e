import type { Intervention } from '../../../../sim/scenario/index.ts';
import { percent } from '../../../report/format.ts';
import { interventionText, type OutcomeFacts, outcomeText } from '../../model/intervention-outcome.ts';
import type { WorldTargets } from '../../model/play-model.ts';
import { byId, html, setText } from '../dom.ts';

/** What a player does to the world of B by hand. */
export interface WorldView {
  /**
   * Shows what is done to the world, and what came of it.
   *
   * @param day that further things would be done on
   */
  show(interventions: readonly Intervention[], day: number, facts: OutcomeFacts): void;
}

/** What is called when a player changes what is done to the world. */
export type OnInterventions = (change: (before: readonly Intervention[]) => readonly Intervention[]) => void;

/** Fractions that a slash by hand may take. */
const fractions = [0.01, 0.05, 0.1, 0.2, 0.5, 1];

/** Days that a run goes on after what is done, at least: what comes of it would else not be seen. */
const DAYS_LEFT = 28;

/** Factors that a budget or a price may be moved by. */
const factors = [0, 0.25, 0.5, 0.75, 1.25, 1.5, 2, 4];

/** The view of what is done to the world. */
export function createWorldView(targets: WorldTargets, days: number, onChange: OnInterventions): WorldView {
  const list = html('ul', { class: 'done' });
  const day = { value: 1 };
  const buttons: HTMLButtonElement[] = [];
  const add = (intervention: Intervention): void => onChange(before => [...before, intervention]);
  byId('world').replaceChildren(
    html('h2', {}, 'Change the world'),
    slashForm(targets, buttons, slash => add({ day: day.value, slash })),
    moveForm(targets, buttons, (set, times) => add({ day: day.value, set, times })),
    list,
  );
  let shown = '';
  return {
    show: (interventions, today, facts) => {
      day.value = Math.max(1, Math.min(today, days - DAYS_LEFT));
      for (const button of buttons) setText(button, `${button.dataset.verb} on day ${day.value}`);
      const lines = interventions.map(one => [interventionText(one), outcomeText(one, facts)] as const);
      const key = JSON.stringify(lines);
      if (key === shown) return;
      shown = key;
      list.replaceChildren(...lines.map(([text, outcome], index) => line(text, outcome, index)));
    },
  };

  function line(text: string, outcome: string, index: number): HTMLElement {
    const remove = html('button', { type: 'button', 'aria-label': `Undo ${text}` }, '×');
    remove.onclick = () => onChange(before => before.filter((_, at) => at !== index));
    return html('li', {}, html('span', {}, html('b', {}, text), html('small', {}, outcome)), remove);
  }
}

type SlashByHand = Extract<Intervention, { slash: unknown }>['slash'];

function slashForm(
  { sets, groups, operators }: WorldTargets,
  buttons: HTMLButtonElement[],
  slash: (order: SlashByHand) => void,
): HTMLElement {
  const options = (key: string, names: readonly string[]) =>
    names.map(name => html('option', { value: `${key}=${name}` }, name));
  const whom = html(
    'select',
    { 'aria-label': 'Whom to slash' },
    html('optgroup', { label: 'all of a set' }, ...options('operatorSet', sets)),
    html('optgroup', { label: 'all of a group' }, ...options('group', groups)),
    html('optgroup', { label: 'one operator' }, ...options('operator', operators)),
  );
  const part = html(
    'select',
    { 'aria-label': 'How much of the allocation' },
    ...fractions.map(value => html('option', { value, selected: value === 0.2 }, percent(value))),
  );
  const button = actionButton('Slash', buttons);
  button.onclick = () => {
    const [key, name] = whom.value.split(/=(.*)/s);
    slash({ [key!]: name, fraction: Number(part.value) } as SlashByHand);
  };
  return html('div', { class: 'act', role: 'group', 'aria-label': 'Slash by hand' }, whom, part, button);
}

function moveForm(
  { paths }: WorldTargets,
  buttons: HTMLButtonElement[],
  move: (set: string, times: number) => void,
): HTMLElement {
  const what = html(
    'select',
    { 'aria-label': 'What to move' },
    ...paths.map(({ path, label }) => html('option', { value: path }, label)),
  );
  const times = html('select', { 'aria-label': 'By which factor' });
  // A price cannot be 0.
  const offer = (): void =>
    times.replaceChildren(
      ...factors
        .filter(value => value > 0 || what.value.startsWith('avss.'))
        .map(value => html('option', { value, selected: value === 0.5 }, `× ${value}`)),
    );
  what.onchange = offer;
  offer();
  const button = actionButton('Move', buttons);
  button.onclick = () => move(what.value, Number(times.value));
  return html('div', { class: 'act', role: 'group', 'aria-label': 'Move by hand' }, what, times, button);
}

function actionButton(verb: string, buttons: HTMLButtonElement[]): HTMLButtonElement {
  const button = html('button', { type: 'button', 'data-verb': verb }, verb);
  buttons.push(button);
  return button;
}
