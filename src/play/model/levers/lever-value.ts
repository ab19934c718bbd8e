import { compact, percent } from '../../../report/format.ts';
import { writtenUnit, writtenValue } from '../../../study/factors/written-number.ts';
import type { Change } from './change.ts';
import type { Lever } from './lever.ts';

/** The value of a lever under changes of the scenario. */
export function valueUnder(changes: readonly Change[], { writes, start }: Lever): number {
  const [first] = writes;
  const change = changes.findLast(({ path }) => path === first?.path);
  if (first === undefined || change === undefined) return start;
  const { value } = change;
  const written = 'share' in first ? (value as Readonly<Record<string, unknown>>)[first.share] : value;
  const isNumber = typeof written === 'number' || typeof written === 'string';
  return isNumber && writtenUnit(written) !== undefined ? writtenValue(written) : start;
}

/** The value of a lever nearest to a number: one of its steps, or the value that the scenario has, which draws it from half a step. */
export function nearestValue({ min, max, step, start }: Lever, value: number): number {
  const stepped = min + Math.round((value - min) / step) * step;
  const nearest = Math.abs(start - value) <= Math.abs(stepped - value) ? start : stepped;
  return Number(Math.min(max, Math.max(min, nearest)).toPrecision(12));
}

/** A lever's value for people, with its unit. */
export function leverText({ unit, words }: Pick<Lever, 'unit' | 'words'>, value: number): string {
  const number = unit === 'fraction' ? percent(value) : compact(Number(value.toPrecision(3)));
  const behind = unit === 'days' ? (value === 1 ? 'day' : 'days') : words;
  return `${number} ${behind}`.trim();
}
