import { z } from 'zod';
import { quantity } from './quantity.ts';
import { amount, change, duration, fraction, positive, setPath } from './units.ts';

/** Price in USD: constant, geometric Brownian motion with optional jumps, or a series of (day, usd) points. */
export const price = z
  .union([
    z.strictObject({
      usd: positive.describe('Price at the start, in USD'),
      drift: change
        .refine(value => value > -1, 'invalid drift: it must be above -100%')
        .default(0)
        .describe('Expected relative change a year, jumps left aside'),
      volatility: change
        .refine(value => value >= 0, 'invalid volatility: it must be 0 or more')
        .default(0)
        .describe('Standard deviation of the log-return over a year'),
      market: z
        .number()
        .min(-1)
        .max(1)
        .default(0)
        .describe('Correlation of its returns with the common market factor'),
      jumps: z
        .strictObject({
          perYear: amount.describe('Expected number of jumps a year'),
          mean: change.describe('Mean relative jump'),
          sd: change.default(0).describe('Standard deviation of the relative jump'),
        })
        .optional(),
    }),
    z.strictObject({
      series: z
        .array(z.tuple([amount, positive]))
        .min(1)
        .refine(
          points => points.every(([day], i) => i === 0 || day > points[i - 1]![0]),
          'invalid series: put the days in ascending order',
        )
        .describe('Points [day, usd], held until the next point'),
    }),
  ])
  .describe('A price in USD: constant, geometric Brownian motion with jumps, or a series');

/** Rental market of one kind of GPU: the outside option of those who own it. */
export const gpu = z.strictObject({
  rentUsdPerHour: price.describe('What a rented GPU-hour brings its owner'),
  utilisation: fraction.default(0.7).describe('Share of hours an owner finds a tenant for'),
});

/** A common shock: everything that carries the label is hit at once, each with some probability. */
export const shock = z.strictObject({
  kind: z
    .enum(['outage', 'doubleSign', 'wrongResult', 'latency'])
    .default('outage')
    .describe('What it does: an outage, or an offence in each set that an operator serves'),
  on: z
    .strictObject({ label: z.string(), is: z.string() })
    .describe('Which operators: placement label and its value'),
  perYear: amount.describe('Expected number a year'),
  hits: quantity(fraction)
    .default(1)
    .describe(
      'Probability that an operator with the label is hit; a distribution is drawn from at each shock',
    ),
  lasts: z
    .strictObject({ median: duration, sigma: z.number().nonnegative().default(0.5) })
    .optional()
    .describe('Duration of the outage: lognormal; an outage needs it'),
});

/** Programmatic incentives: a programme that pays all stake whose operator serves any set, or the sets it gauges. */
export const programmatic = z.strictObject({
  token: z.string(),
  tokensPerWeek: amount,
  change: z
    .array(z.tuple([amount, amount]))
    .refine(
      points => points.every(([day], i) => i === 0 || day > points[i - 1]![0]),
      'invalid change: put the days in ascending order',
    )
    .default([])
    .describe(
      'Points [day, factor]: factor on tokensPerWeek from the first week that begins on that day or later',
    ),
  gauges: z
    .record(setPath, fraction)
    .refine(gauges => Object.keys(gauges).length > 0, 'missing gauge: name a set, or leave gauges out')
    .optional()
    .describe('Share of each set, at most 1 together; what is left is not minted. Without it, all earners'),
  kind: z
    .enum(['uniqueStake', 'totalStake'])
    .optional()
    .describe('How the share of a set is divided among its members; without it, by unique stake'),
});

export type Programmatic = z.output<typeof programmatic>;
export type Price = z.output<typeof price>;
export type Gpu = z.output<typeof gpu>;
export type Shock = z.output<typeof shock>;
