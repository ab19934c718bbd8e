import { z } from 'zod';
import { hazardConditions } from '../conditions.ts';
import { fractions } from '../values/quantity.ts';
import { duration, perYear, spread } from '../values/units.ts';

/** A common shock: everything that carries the label is hit at once, each with some probability. */
export const shock = z.strictObject({
  kind: z
    .enum(['outage', ...hazardConditions.map(({ name }) => name)])
    .default('outage')
    .describe('What it does: an outage, or an offence in each set that an operator serves'),
  on: z
    .strictObject({ label: z.string(), is: z.string() })
    .describe('Which operators: placement label and its value'),
  perYear: perYear.describe('Expected number a year'),
  hits: fractions
    .default(1)
    .describe(
      'Probability that an operator with the label is hit; a distribution is drawn from at each shock',
    ),
  lasts: z
    .strictObject({ median: duration, sigma: spread.default(0.5) })
    .optional()
    .describe('Duration of the outage: lognormal; an outage needs it'),
});

/** A common shock as the scenario describes it. */
export type Shock = z.output<typeof shock>;
