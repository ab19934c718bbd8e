import { z } from 'zod';
import { amount, duration, fraction, positive } from '../values/units.ts';

/**
 * What an AVS wants of a set: one measure of it, and the value that it should have. The error of a target is
 * log(target / actual), so that one missed by half weighs the same whatever it is of.
 */
const target = z.union([
  z.strictObject({
    task: z.string().describe('Kind of task that is to be covered'),
    coverage: positive.describe('Capacity over the work that arrived; above 1 is capacity to spare'),
  }),
  z.strictObject({
    task: z.string(),
    onTime: fraction
      .refine(value => value > 0, 'invalid onTime: it must be above 0')
      .describe('Tasks done on time'),
  }),
  z.strictObject({ slashableUsd: positive.describe('Stake that the set can slash, USD') }),
]);

/**
 * Rule by which an AVS adapts what it pays. A proportional-integral law on these errors, see
 * `agents/avs/controller.ts`. Whole weeks, since a budget in tokens is fixed for a week.
 */
export const controller = z.strictObject({
  every: duration
    .refine(days => days > 0 && days % 7 === 0, 'invalid every: it must be whole weeks, as budgets are paid')
    .prefault('7d')
    .describe('Time between two changes'),
  targets: z
    .record(z.string(), target)
    .refine(targets => Object.keys(targets).length > 0, 'missing target: name a set and what it should reach')
    .describe('Target of each set that has one'),
  budget: z
    .strictObject({
      kp: amount.default(0.3).describe('Proportional gain on the logarithm of target over actual'),
      ki: amount.default(0.03).describe('Integral gain on its sum over past epochs'),
      min: positive.describe('Least budget, USD a week'),
      max: positive.describe('Largest budget, USD a week'),
    })
    .optional()
    .describe('Adapts the budget to the target that is most short'),
  split: z
    .strictObject({
      step: fraction.describe('Most of the budget that moves from one set to another at once'),
    })
    .optional()
    .describe('Adapts the split: from the set least short of its target to the one most short'),
});

/** The rule of a budget that adapts, resolved: gains without a unit, bounds in USD a week, `every` in days. */
export type Controller = z.output<typeof controller>;
/** What one set should reach; told apart by which key it has. */
export type Target = z.output<typeof target>;
