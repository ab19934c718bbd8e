import type { z } from 'zod';
import { amount, count, fraction, positive } from '../values/units.ts';

/** Whose members rows describe. */
export type PopulationKind = 'operators' | 'restakers';

/** What an attribute that is a number may be. */
export interface NumberForm {
  readonly schema: z.ZodType<number>;
  /** What to write. */
  readonly help: string;
}

const anyAmount = { schema: amount, help: 'write a number, 0 or more, with a point for decimals: 1234.5' };
const someDays = { schema: positive, help: 'write a number of days above 0: 0.25' };

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
  allocationDelay: { schema: amount, help: 'write a number of days, 0 or more: 17.5' },
};

/** Numbers that a row of each kind of population may give, beside stake; durations are in days. */
const numbers: Readonly<Record<PopulationKind, Readonly<Record<string, NumberForm>>>> = {
  operators: operatorNumbers,
  restakers: {},
};

/** What the attribute of a strategy's stake begins with. */
const stakePrefix = { operators: 'ownStake.', restakers: 'stake.' } as const;

/**
 * What an attribute of a population may be where it is a number; undefined for text, as names and placement labels are.
 */
export function numberForm(kind: PopulationKind, attribute: string): NumberForm | undefined {
  if (attribute.startsWith(stakePrefix[kind])) return anyAmount;
  return Object.hasOwn(numbers[kind], attribute) ? numbers[kind][attribute] : undefined;
}

/** Attributes of a population that are numbers, stakes of these strategies among them. */
export function numberAttributes(kind: PopulationKind, strategies: readonly string[]): string[] {
  return [...Object.keys(numbers[kind]), ...strategies.map(strategy => `${stakePrefix[kind]}${strategy}`)];
}
