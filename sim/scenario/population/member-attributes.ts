import { z } from 'zod';
import { amount, count, fraction, leastDays, mostDays } from '../values/units.ts';

/** Whose members rows describe; `start`: the memberships and allocations that a chain has. */
export type PopulationKind = 'operators' | 'restakers' | 'start';

/** What an attribute that is a number may be. */
export interface NumberForm {
  readonly schema: z.ZodType<number>;
  /** What to write. */
  readonly help: string;
}

const anyAmount = { schema: amount, help: 'write a number, 0 or more, with a point for decimals: 1234.5' };
const someDays = {
  schema: z.number().min(leastDays).max(mostDays),
  help: 'write a number of days, 0.0007 (a minute) or more: 0.25',
};

/** Numbers that a row may give of an operator, beside its own stake of each strategy. */
const operatorNumbers: Readonly<Record<string, NumberForm>> = {
  popularity: anyAmount,
  gpus: { schema: count, help: 'write a whole number' },
  gpuHourUsd: anyAmount,
  monthlyUsd: anyAmount,
  setMonthlyUsd: anyAmount,
  cashUsd: anyAmount,
  'failure.every': someDays,
  'failure.repair': someDays,
  split: { schema: fraction, help: 'write a number from 0 to 1: 0.1' },
  allocationDelay: {
    schema: z.number().nonnegative().max(mostDays),
    help: 'write a number of days, 0 or more: 17.5',
  },
};

/** Numbers that a row of each kind of population may give, beside stake; durations are in days. */
const numbers: Readonly<Record<PopulationKind, Readonly<Record<string, NumberForm>>>> = {
  operators: operatorNumbers,
  restakers: {},
  // Magnitudes have 18 digits, more than a number holds: all of it is read as text.
  start: {},
};

/** What the attribute of a strategy's stake begins with. */
const stakePrefix: Readonly<Record<PopulationKind, string | undefined>> = {
  operators: 'ownStake.',
  restakers: 'stake.',
  start: undefined,
};

/**
 * What an attribute of a population may be where it is a number; undefined for text, as names and placement labels are.
 */
export function numberForm(kind: PopulationKind, attribute: string): NumberForm | undefined {
  const prefix = stakePrefix[kind];
  if (prefix !== undefined && attribute.startsWith(prefix)) return anyAmount;
  return Object.hasOwn(numbers[kind], attribute) ? numbers[kind][attribute] : undefined;
}

/** Attributes of a population that are numbers, stakes of these strategies among them. */
export function numberAttributes(kind: PopulationKind, strategies: readonly string[]): string[] {
  return [...Object.keys(numbers[kind]), ...strategies.map(strategy => `${stakePrefix[kind]}${strategy}`)];
}

/** A number as text has it: decimal digits, with a point and an exponent if need be. */
const decimal = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** The number that a row gives, as a number or as decimal text; not finite where it gives none. */
export function givenNumber(value: number | string): number {
  return typeof value === 'number' || decimal.test(value) ? Number(value) : Number.NaN;
}
