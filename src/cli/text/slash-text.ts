import { printable } from '../../input/printable.ts';
import { figure } from './figure.ts';
import type { SlashDocument } from './slash-document.ts';
import { textTable } from './text-table.ts';

/** A previewed slash as tables: what is taken, who loses it, and what the sets can slash before and after. */
export function slashText(document: SlashDocument): string {
  const { operatorSet, operator, fraction, day, slashed, usd, strategies, losses, sets } = document;
  const taken = strategies.map(({ strategy, shares, usd, lostFraction, magnitude, maxMagnitude }) => [
    strategy,
    number(shares),
    number(usd),
    percent(lostFraction),
    percent(magnitude),
    `${percent(maxMagnitude.before)} -> ${percent(maxMagnitude.after)}`,
  ]);
  const names = strategies.map(({ strategy }) => strategy);
  const whoLoses = losses.map(({ who, state, accounts, strategies: parts, usd: value }) => [
    who === operator ? `${who}, own` : who,
    state,
    number(accounts),
    ...names.flatMap(name => [number(parts[name]!.before), number(parts[name]!.lost)]),
    number(value.lost),
  ]);
  const reach = sets.map(({ operatorSet: path, strategy, slashable, slashableUsd, proportion }) => [
    path,
    strategy,
    `${number(slashable.before)} -> ${number(slashable.after)}`,
    `${number(slashableUsd.before)} -> ${number(slashableUsd.after)}`,
    `${percent(proportion.before)} -> ${percent(proportion.after)}`,
  ]);
  const fate = slashed === 'burn' ? 'burned' : 'paid to the set';
  return [
    `A slash of ${percent(fraction)} of what ${printable(operator)} allocates to ${printable(operatorSet)}, ` +
      `on day ${day}, takes ${figure(usd, 'usd')}, to be ${fate}.`,
    section(['Taken', 'shares', 'usd', 'of all stake', 'magnitude', 'maximum magnitude'], taken),
    section(
      ['Who loses', 'state', 'accounts', ...names.flatMap(name => [name, 'lost']), 'usd lost'],
      whoLoses,
    ),
    section(['Slashable by', 'strategy', 'shares', 'usd', "of the operator's stake"], reach),
  ].join('\n\n');
}

/** A number without a unit. */
function number(value: number): string {
  return figure(value, '');
}

function percent(value: number): string {
  return figure(value, 'fraction');
}

/** A table under its heads: words to the left, figures to the right. */
function section(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const isText = (column: number) => column === 0 || rows.every(row => !/^[\d.-]/.test(row[column]!));
  return textTable(
    [head, ...rows],
    head.map((_, column) => (isText(column) ? 'left' : 'right')),
  );
}
