import {
  add,
  divide,
  type Fraction,
  fraction,
  multiply,
  type Network,
  toNumber,
  toText,
  totalStake,
} from '../../../../sim/security/index.ts';
import { printable } from '../../../input/printable.ts';
import { list } from '../../../report/format.ts';
import { listed } from '../../terminal.ts';

/** How an amount is written. */
export type Figure = (value: Fraction) => string;

/** Names that are listed before the rest are only counted. */
const mostNames = 8;

/** Names in prose, at most so many. */
export function names(all: readonly string[]): string {
  const shown = all.map(printable);
  return shown.length > mostNames ? listed(shown, mostNames) : list(shown);
}

/** Operators in prose; nobody where a service has no stake. */
export function crowd(operators: readonly string[]): string {
  return operators.length === 0 ? 'nobody, for no stake is left there' : names(operators);
}

/** A number, and the exact fraction where it is short and says more. */
export function exactFigure(value: Fraction): string {
  const text = toText(value);
  const short = String(Number(toNumber(value).toPrecision(6)));
  return text.includes('/') && text.length <= 15 && short !== text ? `${short} (${text})` : short;
}

/** A part as a percentage. */
export function percentOf(value: Fraction): string {
  return `${Number(toNumber(multiply(value, fraction(100n))).toPrecision(4))}%`;
}

/** Part of all stake that some operators hold, by their places. */
export function lostPart(network: Network, operators: readonly number[]): Fraction {
  const lost = operators.map(operator => network.operators[operator]!.stake).reduce(add, fraction(0n));
  const total = totalStake(network);
  return total.numerator === 0n ? fraction(0n) : divide(lost, total);
}
