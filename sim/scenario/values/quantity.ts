import { z } from 'zod';
import type { Stream } from '../../engine/index.ts';
import { lognormal, normal, pareto } from '../../engine/index.ts';
import {
  amount,
  duration,
  fraction,
  leastDays,
  mostAmount,
  mostDays,
  someTime,
  spread,
  word,
} from './units.ts';

/** A number, or a distribution it is drawn from once for each member of a population, or each event of a kind. */
export type Quantity =
  | number
  | { uniform: [number, number] }
  | { normal: { mean: number; sd: number }; min?: number | undefined; max?: number | undefined }
  | { lognormal: { median: number; sigma: number }; min?: number | undefined; max?: number | undefined }
  | { pareto: { minimum: number; shape: number }; max?: number | undefined }
  | { values: number[] };

/**
 * Schema of a quantity in a unit: a value, or a distribution over such values.
 *
 * @param withoutMin what bounds a normal distribution that gives no minimum, for its description
 */
export function quantity<Input>(unit: z.ZodType<number, Input>, withoutMin = '0 without one') {
  return z
    .union([
      unit,
      z
        .strictObject({
          uniform: z
            .tuple([unit, unit])
            .refine(([low, high]) => low <= high, 'invalid uniform: the first value is the lower one'),
        })
        .describe('Uniform between two values'),
      z
        .strictObject({
          normal: z.strictObject({ mean: unit, sd: unit }),
          min: unit.optional(),
          max: unit.optional(),
        })
        .describe(`Normal, moved to the nearer bound outside min (${withoutMin}) and max`),
      z
        .strictObject({
          lognormal: z.strictObject({ median: unit, sigma: spread }),
          min: unit.optional(),
          max: unit.optional(),
        })
        .describe('Lognormal by its median and the standard deviation of its logarithm'),
      z
        .strictObject({
          pareto: z.strictObject({ minimum: unit, shape: z.number().min(0.01).max(1_000) }),
          max: unit.optional(),
        })
        .describe('Pareto by its minimum and tail index'),
      z.strictObject({ values: z.array(unit).min(1) }).describe('One of these, all equally likely'),
    ])
    .describe(meaning);
}

const meaning = 'A value, or a distribution that each member draws its own value from';

/** Schema of a quantity whose draws keep the bounds of its unit, as the values that a person writes do. */
function drawnWithin<Input>(unit: z.ZodType<number, Input>, least: number, most: number) {
  return quantity(unit)
    .transform((written: Quantity): Quantity => {
      if (typeof written === 'number' || 'uniform' in written || 'values' in written) return written;
      const max = Math.min(written.max ?? most, most);
      return 'pareto' in written
        ? { ...written, max }
        : { ...written, min: Math.max(written.min ?? least, least), max };
    })
    .describe(meaning);
}

// The quantity of each unit once, so that the JSON Schema says it once.
/** Quantity that is 0 or more. */
export const amounts = drawnWithin(amount, 0, mostAmount);
/** Quantity from 0 to 1. */
export const fractions = drawnWithin(fraction, 0, 1);
/** Quantity of time, parsed to days. */
export const durations = drawnWithin(duration, 0, mostDays);
/** Quantity of time above 0, parsed to days. */
export const someTimes = drawnWithin(someTime, leastDays, mostDays);

/** One draw of a quantity; a plain number draws nothing from the stream. */
export function sample(quantity: Quantity, stream: Stream): number {
  if (typeof quantity === 'number') return quantity;
  if ('uniform' in quantity) {
    const [low, high] = quantity.uniform;
    return low + (high - low) * stream();
  }
  if ('values' in quantity) return quantity.values[Math.floor(stream() * quantity.values.length)]!;
  if ('normal' in quantity) {
    return clamp(normal(stream, quantity.normal.mean, quantity.normal.sd), quantity.min, quantity.max);
  }
  if ('lognormal' in quantity) {
    return clamp(
      lognormal(stream, quantity.lognormal.median, quantity.lognormal.sigma),
      quantity.min,
      quantity.max,
    );
  }
  return clamp(pareto(stream, quantity.pareto.minimum, quantity.pareto.shape), undefined, quantity.max);
}

/** Schema of a label: a fixed word, or a choice among words by weight. */
export const label = z
  .union([
    z.string().min(1),
    z.strictObject({
      choice: z
        .record(word, amount)
        .refine(
          weights => Object.values(weights).some(weight => weight > 0),
          'invalid choice: no weight is above 0',
        ),
    }),
  ])
  .describe('A word, or {choice: {word: weight, ...}}');

/** A fixed word, or a choice among words by weight. */
export type PlacementLabel = z.output<typeof label>;

/** One draw of a label; a fixed word draws nothing from the stream. */
export function sampleLabel(label: PlacementLabel, stream: Stream): string {
  if (typeof label === 'string') return label;
  const entries = Object.entries(label.choice);
  let rest = stream() * entries.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [word, weight] of entries) {
    rest -= weight;
    if (rest < 0) return word;
  }
  return entries.at(-1)![0];
}

/** The value, or the nearer bound; without bounds of its own, 0 or more. */
function clamp(value: number, min = 0, max = Number.POSITIVE_INFINITY): number {
  return Math.min(Math.max(value, min), max);
}
