import { exp, log } from '../../../sim/engine/index.ts';
import type { Quantity } from '../../../sim/scenario/values/quantity.ts';
import type { Expression } from './expression.ts';
import { indexAt, quantileOf } from './quantity-quantile.ts';

/** A value of a factor: a number (percentages as fractions, durations in days), a word, or the name of a value. */
export type Level = number | string | boolean;

/** The unit of a factor's numbers; `choice` when its levels are no numbers. */
export type FactorUnit = 'number' | 'fraction' | 'days' | 'choice';

/** The levels of a factor between two numbers. */
export interface RangeSpread {
  readonly kind: 'range';
  readonly low: number;
  readonly high: number;
  readonly isLog: boolean;
  readonly isInteger: boolean;
  /** Number of levels in a grid; null when the file gives none. */
  readonly steps: number | null;
}

/** How a factor's levels are laid out. */
export type LevelSpread =
  /** Levels one by one. */
  | { readonly kind: 'levels'; readonly levels: readonly Level[] }
  | RangeSpread
  | { readonly kind: 'distribution'; readonly quantity: Quantity }
  /** The levels are those of the points that the design lists. */
  | { readonly kind: 'open' }
  /** The level follows from other factors. */
  | { readonly kind: 'tied'; readonly is: Expression };

/** What a study varies: values at paths of the scenario. */
export interface Factor {
  readonly name: string;
  readonly unit: FactorUnit;
  readonly spread: LevelSpread;
  /** Paths into the scenario, as the file writes them; all get the same value. */
  readonly paths: readonly string[];
  /** Values that named levels stand for. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** Factors that follow no others: the dimensions of a design. */
export function freeFactors(factors: readonly Factor[]): Factor[] {
  return factors.filter(({ spread }) => spread.kind !== 'tied');
}

/** The levels of a factor with a list or with equal steps of a range; null for others. */
export function listedLevels({ spread }: Factor): readonly Level[] | null {
  if (spread.kind === 'levels') return spread.levels;
  if (spread.kind !== 'range' || spread.steps === null) return null;
  const { steps } = spread;
  return Array.from({ length: steps }, (_, step) => along(spread, step / (steps - 1)));
}

/**
 * Level of a factor at a coordinate of the unit cube. Throws for factors without levels of their own: open and tied ones.
 *
 * @param u coordinate from 0 to 1: a probability where the factor has a distribution
 */
export function levelAt({ name, spread }: Factor, u: number): Level {
  switch (spread.kind) {
    case 'levels':
      return spread.levels[indexAt(u, spread.levels.length)]!;
    case 'distribution':
      return clean(quantileOf(spread.quantity, u));
    case 'range':
      return spread.isInteger ? wholeNumberAt(spread, u) : along(spread, u);
    default:
      throw new Error(`missing range: factor ${name} has no levels of its own`);
  }
}

/** A factor's level as a value of the scenario: durations with their unit, the value that a name stands for. */
export function settingOf({ unit, values }: Factor, level: Level): unknown {
  if (typeof level === 'string' && Object.hasOwn(values, level)) return values[level];
  return unit === 'days' && typeof level === 'number' ? `${plainDecimal(level)}d` : level;
}

/** A factor's level for people: fractions in percent, durations in days. */
export function levelText({ unit }: Factor, level: Level): string {
  if (typeof level !== 'number') return String(level);
  const digits = (value: number) => String(Number(value.toPrecision(6)));
  if (unit === 'fraction') return `${digits(level * 100)}%`;
  return unit === 'days' ? `${digits(level)}d` : digits(level);
}

/** A number rounded to 12 digits, so that 0.1 + 0.2 is 0.3. */
export function clean(value: number): number {
  return Number(value.toPrecision(12));
}

/** The level at a fraction of a range, exact at its ends. */
function along({ low, high, isLog, isInteger }: RangeSpread, u: number): number {
  if (u === 0 || u === 1) return u === 0 ? low : high;
  const value = isLog ? exp(log(low) + u * (log(high) - log(low))) : low + u * (high - low);
  return isInteger ? Math.round(value) : clean(value);
}

/**
 * The whole number in whose slice of [0, 1] a coordinate lies: all slices are equally wide, or that of k is as wide as
 * log(k + 1) - log(k) where the range is spread by ratio, so that each power of ten has an equal part.
 */
function wholeNumberAt({ low, high, isLog }: RangeSpread, u: number): number {
  if (!isLog) return low + indexAt(u, high - low + 1);
  const value = Math.floor(exp(log(low) + u * (log(high + 1) - log(low))));
  return Math.min(high, Math.max(low, value));
}

/** Decimals without an exponent, as durations are written. */
function plainDecimal(value: number): string {
  return value.toFixed(12).replace(/\.?0+$/, '');
}
