import { daysPer } from '../../../sim/scenario/units.ts';
import type { FactorUnit, Level } from './factor.ts';

/** A number in a text: in percent, or a duration. */
export const numberPattern = /^-?\d+(\.\d+)?(%|s|m|h|d|w|y)$/;

/** Value of a number as written: percentages as fractions, durations in days. */
export function writtenValue(text: number | string): number {
  if (typeof text === 'number') return text;
  const number = Number(text.slice(0, -1));
  return text.endsWith('%') ? number / 100 : number * daysPer[text.at(-1) as keyof typeof daysPer];
}

/** What a number as written is: plain, a fraction in percent, or a duration; undefined for another word. */
export function writtenUnit(text: number | string): FactorUnit | undefined {
  if (typeof text === 'number') return 'number';
  if (!numberPattern.test(text)) return undefined;
  return text.endsWith('%') ? 'fraction' : 'days';
}

/** The number that a level stands for: false is 0 and true is 1. */
export function levelNumber(level: Level): number {
  return writtenValue(typeof level === 'boolean' ? Number(level) : level);
}
