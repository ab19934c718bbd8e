import { z } from 'zod';
import { exponent, fraction } from '../values/units.ts';

/** Weights of an operator-directed rule, as exponents of what a member brings, and what is laid over them. */
const operatorDirected = z
  .strictObject({
    kind: z.literal('operatorDirected'),
    by: z
      .strictObject({
        work: exponent.default(0),
        uptime: exponent.default(0),
        stake: exponent.default(0),
        capacity: exponent.default(0),
      })
      .prefault({})
      .describe('Exponents: weight = work^a x uptime^b x stake^c x capacity^d; none is an equal share'),
    prizes: z
      .array(fraction)
      .min(1)
      .refine(
        prizes => Math.abs(prizes.reduce((sum, prize) => sum + prize, 0) - 1) < 1e-9,
        'invalid prizes: make them sum to 1 (100%)',
      )
      .optional()
      .describe('Tournament: share of the pool for each rank by weight, the heaviest first'),
    bonus: z
      .strictObject({
        part: fraction.describe('Part of the pool for those who qualify'),
        minUptime: fraction.describe("Least uptime of the day's to qualify"),
      })
      .optional(),
    cap: fraction
      .refine(value => value > 0, 'invalid cap: it must be above 0')
      .optional()
      .describe('Saturation: largest part of the total weight that counts for a member'),
  })
  .describe('By a rule of the AVS (Rewards v2.1)');

/** Rule by which a set's pool is divided among its members. */
export const reward = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('uniqueStake') }).describe('By stake allocated to the set (Rewards v2.2)'),
  z
    .strictObject({ kind: z.literal('totalStake') })
    .describe('By stake delegated to the operator (Rewards v2.2)'),
  operatorDirected,
]);

/** Rule by which a set's pool is divided among its members. */
export type Reward = z.output<typeof reward>;
