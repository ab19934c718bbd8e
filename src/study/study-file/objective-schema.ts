import { z } from 'zod';
import { measureBound } from '../../../sim/scenario/index.ts';
import { fraction } from '../../../sim/scenario/values/units.ts';

const formula = z.string().min(1).describe('A measure, or a formula over measures such as a.cost + b.cost');

const formulas = z.union([formula, z.array(formula).min(1)]);

const limit = z
  .strictObject({
    measure: formula,
    atLeast: measureBound.optional(),
    atMost: measureBound.optional(),
    probability: fraction
      .refine(value => value > 0 && value < 1, 'invalid probability: it lies between 0 and 1')
      .describe('Part of the runs that must keep it; left out, the mean over runs must')
      .optional(),
  })
  .refine(
    ({ atLeast, atMost }) => (atLeast === undefined) !== (atMost === undefined),
    'missing bound: write either atLeast or atMost',
  )
  .describe('What the setting must keep');

/** Fewest runs with which a search makes sense. */
export const leastBudget = 40;

/** What `opset optimize` looks for; other verbs leave it alone. */
export const objective = z
  .strictObject({
    minimise: formulas.describe('What shall be small').optional(),
    maximise: formulas.describe('What shall be large').optional(),
    constraints: z.array(limit).default([]),
    budget: z.number().int().min(leastBudget).max(1_000_000).default(400).describe('Most runs'),
  })
  .refine(
    ({ minimise, maximise }) => minimise !== undefined || maximise !== undefined,
    'missing objective: write minimise or maximise',
  )
  .describe('What opset optimize looks for: the best setting of the factors that keeps the constraints');
