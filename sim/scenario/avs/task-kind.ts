import { z } from 'zod';
import { amount, change, count, duration, fraction, positive, spread } from '../values/units.ts';

/** A kind of task that users bring to an AVS. */
export const task = z.strictObject({
  perDay: positive.describe('Expected arrivals a day at the start'),
  growth: change
    .refine(value => value > -1, 'invalid growth: it must be above -100%')
    .default(0)
    .describe('Relative growth of arrivals a year'),
  week: z
    .array(positive)
    .length(7)
    .default([1, 1, 1, 1, 1, 1, 1])
    .describe('Factor on arrivals for each day of the week; their mean should be 1'),
  resource: z.enum(['gpu', 'cpu']),
  hours: z
    .strictObject({ mean: positive, cv: spread.default(0.5) })
    .describe('Work of a task in resource-hours: lognormal'),
  width: count.min(1).default(1).describe('GPUs or cores that a task uses at once'),
  copies: count.min(1).default(1).describe('Different operators that must each do the task'),
  deadline: duration,
  feeUsd: amount.default(0).describe('Fee the user pays for a task done on time'),
  audit: fraction
    .default(0)
    .describe('Probability that a copy is done again to check it: a fake is then reported as a wrong result'),
  operatorShare: fraction.default(1).describe('Share of the fee that goes to the operators who did it'),
  sets: z.array(z.string()).min(1).describe('Sets whose members may serve it'),
});

/** A kind of task as the scenario describes it. */
export type Task = z.output<typeof task>;
