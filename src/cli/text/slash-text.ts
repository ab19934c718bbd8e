import { printable } from '../../input/printable.ts';
import { counted } from '../terminal.ts';
import { figure } from './figure.ts';
import type { SlashDocument } from './slash-document.ts';
import type { SlashOfManyDocument } from './slash-of-many.ts';
import type { StakeLoss } from './stake-loss.ts';
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
  const reach = sets.map(one => [
    ...reachCells(one),
    `${percent(one.proportion.before)} -> ${percent(one.proportion.after)}`,
  ]);
  return [
    `A slash of ${percent(fraction)} of what ${printable(operator)} allocates to ${printable(operatorSet)}, ` +
      `on day ${day}, takes ${figure(usd, 'usd')}, to be ${fates[slashed]}.`,
    section(['Taken', 'shares', 'usd', 'of all stake', 'magnitude', 'maximum magnitude'], taken),
    losersSection(
      losses.map(loss => ({ ...loss, who: loss.who === operator ? `${operator}, own` : loss.who })),
    ),
    section(['Slashable by', 'strategy', 'shares', 'usd', "of the operator's stake"], reach),
  ].join('\n\n');
}

/** Operators that are listed one by one; the document has all. */
const MOST_OPERATORS = 20;

/** A previewed slash of several operators as tables. */
export function slashOfManyText(document: SlashOfManyDocument): string {
  const { operatorSet, operators, fraction, day, slashed, usd, losses, sets } = document;
  const names = Object.keys(operators[0]!.lostFraction);
  const hardest = [...operators].sort((a, b) => b.usd - a.usd).slice(0, MOST_OPERATORS);
  const more = operators.length - hardest.length;
  return [
    `A slash of ${percent(fraction)} of what each of ${counted(operators.length, 'operator')} allocates to ` +
      `${printable(operatorSet)}, on day ${day}, takes ${figure(usd, 'usd')}, to be ${fates[slashed]}.`,
    section(
      ['Operator', 'usd', ...names.map(name => `of its ${name}`)],
      hardest.map(one => [
        printable(one.operator),
        number(one.usd),
        ...names.map(name => percent(one.lostFraction[name]!)),
      ]),
    ) + (more > 0 ? `\n… and ${more} more, which lose less; --json has them all` : ''),
    losersSection(losses.map(loss => ({ ...loss, who: loss.who ?? 'operators, own' }))),
    section(['Slashable by', 'strategy', 'shares', 'usd'], sets.map(reachCells)),
  ].join('\n\n');
}

/** What becomes of what is taken. */
const fates = { burn: 'burned', redistribute: 'paid to the set' } as const;

/** Who loses how much. */
function losersSection(losses: SlashDocument['losses']): string {
  const names = Object.keys(losses[0]?.strategies ?? {});
  const rows = losses.map(({ who, state, accounts, strategies, usd }) => [
    printable(who),
    state,
    number(accounts),
    ...names.flatMap(name => [number(strategies[name]!.before), number(strategies[name]!.lost)]),
    number(usd.lost),
  ]);
  return section(
    ['Who loses', 'state', 'accounts', ...names.flatMap(name => [name, 'lost']), 'usd lost'],
    rows,
  );
}

/** What a set can slash before and after. */
function reachCells({
  operatorSet,
  strategy,
  slashable,
  slashableUsd,
}: Omit<SlashDocument['sets'][number], 'proportion'>): string[] {
  return [
    operatorSet,
    strategy,
    `${number(slashable.before)} -> ${number(slashable.after)}`,
    `${number(slashableUsd.before)} -> ${number(slashableUsd.after)}`,
  ];
}

/** What a slash would take of a stake that somebody has, or may have, with who is slashed. */
export function stakeText(
  { amount, strategy, lost, lostUsd }: StakeLoss,
  operators: readonly string[],
): string {
  const where =
    operators.length === 1
      ? `with ${printable(operators[0]!)}`
      : `spread equally over the ${operators.length} operators`;
  const [stake, loss] = [amount, lost].map(value => `${figure(value, '')} ${strategy}`);
  return lost === 0
    ? `Of ${stake} ${where} it takes nothing: the set does not slash ${strategy} of them.`
    : `Of ${stake} ${where} it takes ${loss}, ${figure(lostUsd, 'usd')}.`;
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
