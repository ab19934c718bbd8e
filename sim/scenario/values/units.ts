import { z } from 'zod';
import { modelNotes } from './model-notes.ts';

const badDuration = 'invalid duration: write a number and its unit, such as 14d, 6h, 30m, 2w or 1y';

/** Days in each unit of duration. */
export const daysPer = { s: 1 / 86_400, m: 1 / 1_440, h: 1 / 24, d: 1, w: 7, y: 365 } as const;

/**
 * Bounds of what a scenario says, far beyond anything that is: within them every formula of the model stays finite, and
 * nothing happens so often that a run has no end.
 */
export const mostAmount = 1e24;
/** Least number of what must be above 0. */
export const leastAmount = 1e-18;
/** Longest duration: 1000 years. */
export const mostDays = 365_000;
/** Shortest time between two events of one kind, or of anything that must take some time: a minute. */
export const leastDays = 1 / 1_440;
/** Largest relative change: 10,000%. */
const mostChange = 100;
/** Largest expected number a year of anything that happens: one in half a minute. */
const mostPerYear = 1_000_000;

/** Duration with its unit, such as `14d`, `6h` or `30m`; parsed to days. */
export const duration = z
  .string({ error: badDuration })
  .regex(
    /^\d+(\.\d+)?(s|m|h|d|w|y)$/,
    'invalid duration: write a number and its unit, such as 14d, 6h, 30m, 2w or 1y',
  )
  .transform(text => Number(text.slice(0, -1)) * daysPer[text.at(-1) as keyof typeof daysPer])
  .refine(days => days <= mostDays, 'invalid duration: it must be at most 1000y')
  .describe('Duration: a number and s, m, h, d, w or y (a year is 365 days)')
  .register(modelNotes, { unit: 'duration' });

/** Duration of a minute or more. */
export const someTime = duration
  .refine(days => days >= leastDays, 'invalid duration: it must be at least 1m')
  .register(modelNotes, { unit: 'duration, ≥ 1m' });

const percent = z
  .string()
  .regex(/^-?\d+(\.\d+)?%$/, 'invalid fraction: write 0.02 or 2%')
  .transform(text => Number(text.slice(0, -1)) / 100);

/** Fraction from 0 to 1, as `0.02` or `2%`. */
export const fraction = z
  .union([z.number(), percent], { error: 'invalid fraction: write 0.02 or 2%' })
  .refine(value => value >= 0 && value <= 1, 'invalid fraction: it lies between 0 and 1 (0% and 100%)')
  .describe('Fraction from 0 to 1: 0.02 or 2%')
  .register(modelNotes, { unit: 'fraction' });

/** Relative change that may be negative or above 1, as `-0.25` or `-25%`. */
export const change = z
  .union([z.number(), percent], { error: 'invalid change: write -0.25 or -25%' })
  .refine(
    value => Math.abs(value) <= mostChange,
    'invalid change: it lies between -100 and 100 (-10000% and 10000%)',
  )
  .describe('Relative change: -0.25 or -25%')
  .register(modelNotes, { unit: 'change' });

/** Number that is at least 0. */
export const amount = z
  .number()
  .nonnegative()
  .max(mostAmount)
  .describe('A number, 0 or more')
  .register(modelNotes, { unit: 'amount' });

/** Number that is above 0. */
export const positive = z.number().min(leastAmount).max(mostAmount).describe('A number above 0');

/** Expected number of events a year. */
export const perYear = z
  .number()
  .nonnegative()
  .max(mostPerYear)
  .describe('Expected number a year')
  .register(modelNotes, { unit: 'a year' });

/** Standard deviation of a logarithm, or a coefficient of variation. */
export const spread = z.number().nonnegative().max(10).describe('A spread: 0 or more');

/** Exponent that something is raised to. */
export const exponent = z.number().nonnegative().max(5).describe('An exponent: 0 or more');

/** Whole number, 0 or more. */
export const count = z
  .number()
  .int()
  .nonnegative()
  .max(10_000_000)
  .describe('A whole number')
  .register(modelNotes, { unit: 'integer' });

/** Words that every object of the language answers to: as names of things they would find what nobody wrote. */
export const reservedNames: readonly string[] = [
  ...Object.getOwnPropertyNames(Object.prototype),
  'prototype',
];

const isFree = (word: string): boolean => !reservedNames.includes(word);
const reserved = ({ input }: { readonly input: unknown }) =>
  `invalid name: ${String(input)} is reserved; choose another`;

/** Name that people give to a thing: it becomes a key, a CSV cell and a label. */
export const name = z
  .string()
  .regex(
    /^[A-Za-z][\w -]{0,63}$/,
    'invalid name: start with a letter, then letters, digits, _, - or spaces (64 at most)',
  )
  .refine(isFree, { error: reserved });

/** Word that stands for itself, such as a placement label or one of its values. */
export const word = z.string().min(1).refine(isFree, { error: reserved });

/** Operator set named from outside its AVS, as `avs.set`. */
export const setPath = z
  .string()
  .regex(/^[^.]+\.[^.]+$/, 'invalid set: write avs.set, such as inference.gpu');
