import { type Change, withChanges, withoutPaths } from '../../model/levers/change.ts';
import { type Lever, leverChanges } from '../../model/levers/lever.ts';
import { leverText, nearestValue } from '../../model/levers/lever-value.ts';
import { byId, html, setText } from '../dom.ts';

/** The levers of the screen. */
export interface LeversView {
  /** Shows the value of each lever in B, and in A where it is another. */
  show(values: LeverValues): void;
}

/** Values of the levers, in their order. */
export interface LeverValues {
  readonly a: readonly number[];
  readonly b: readonly number[];
}

/** What moving a lever does. */
export interface LeverListener {
  /** A lever was moved; it may move on. */
  moving(changes: (b: readonly Change[]) => readonly Change[]): void;
  /** The lever was let go. */
  settled(): void;
}

interface LeverRow {
  readonly lever: Lever;
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
  readonly value: HTMLOutputElement;
  readonly reset: HTMLButtonElement;
  /** Value in A. */
  before: number;
}

/** The view of the levers of a scenario; what the page showed of others before is gone. */
export function createLeversView(levers: readonly Lever[], listener: LeverListener): LeversView {
  const rows = levers.map((lever, index) => createRow(lever, index, listener));
  byId('levers').replaceChildren(...rows.map(({ element }) => element));
  return {
    show: ({ a, b }) => {
      for (const [index, row] of rows.entries()) {
        const { start } = row.lever;
        showValue(row, b[index] ?? start, a[index] ?? start);
      }
    },
  };
}

/**
 * Shows a lever's value.
 *
 * @param now value in B
 * @param before value in A
 */
function showValue(row: LeverRow, now: number, before: number): void {
  const { lever, element, input, value, reset } = row;
  const along = (number: number): string =>
    String(Math.min(1, Math.max(0, (number - lever.min) / (lever.max - lever.min))));
  row.before = before;
  if (Number(input.value) !== now) input.value = String(now);
  const text = leverText(lever, now);
  setText(value, lever.isDrawn && now === lever.start ? `about ${text}` : text);
  input.setAttribute('aria-valuetext', text);
  element.style.setProperty('--from', along(before));
  element.style.setProperty('--to', along(now));
  element.classList.toggle('moved', now !== before);
  reset.hidden = now === before;
  reset.setAttribute('aria-label', `${lever.label}: back to ${leverText(lever, before)}, as in A`);
}

function createRow(lever: Lever, index: number, { moving, settled }: LeverListener): LeverRow {
  const id = `lever-${index}`;
  const input = html('input', { id, type: 'range', min: lever.min, max: lever.max, step: 'any' });
  const value = html('output', { for: id });
  const mark = html('i', { class: 'mark', 'aria-hidden': 'true' });
  const reset = html('button', { type: 'button', class: 'reset', hidden: true }, '↺');
  const paths = lever.writes.map(({ path }) => path);
  const move = (to: number): void =>
    moving(b => {
      const others = withoutPaths(b, paths);
      return to === lever.start ? others : withChanges(others, leverChanges(lever, to));
    });
  input.addEventListener('input', () => {
    const to = nearestValue(lever, Number(input.value));
    input.value = String(to);
    move(to);
  });
  input.addEventListener('change', settled);
  // The browser's own steps of a lever without steps are too small for keys.
  input.addEventListener('keydown', event => {
    const steps = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[
      event.key
    ];
    if (steps === undefined) return;
    event.preventDefault();
    const to = nearestValue(lever, Number(input.value) + steps * lever.step);
    input.value = String(to);
    move(to);
    settled();
  });
  const element = html(
    'div',
    { class: 'lever' },
    html('label', { for: id }, lever.label),
    value,
    html('span', { class: 'track' }, input, mark),
    reset,
  );
  const row: LeverRow = { lever, element, input, value, reset, before: lever.start };
  reset.addEventListener('click', () => {
    move(row.before);
    settled();
    input.focus();
  });
  return row;
}
