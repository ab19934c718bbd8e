import { z } from 'zod';
import { amount, change, perYear, positive } from '../values/units.ts';

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
          perYear: perYear.describe('Expected number of jumps a year'),
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

/** A price as the scenario describes it. */
export type Price = z.output<typeof price>;
