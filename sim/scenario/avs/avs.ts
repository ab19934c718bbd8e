import { z } from 'zod';
import { amount, fraction, name } from '../values/units.ts';
import { abuse } from './adversary-terms.ts';
import { controller } from './controller-terms.ts';
import { operatorSet } from './operator-set.ts';
import { task } from './task-kind.ts';
import { selling, treasury } from './treasury-terms.ts';

/**
 * What an AVS pays, and how it divides it between its sets. Worked out day by day in `agents/avs/pay/`. `perMember`
 * divides the whole budget by all members of all sets; shares give a set the same however many serve it.
 */
const budget = z.strictObject({
  token: z.string().describe('Asset it pays in'),
  usdPerWeek: amount.describe(
    "Budget a week in USD, turned into the token at the week's first midnight of pay",
  ),
  split: z
    .union([z.record(z.string(), fraction), z.literal('perMember')])
    .describe('Share of each set, together 1; or perMember: every member of every set the same'),
  protocolFee: z
    .boolean()
    .default(false)
    .describe('Whether the protocol takes its fee of 20% of all rewards'),
  treasury: treasury
    .optional()
    .describe('What it pays from; without it, at most ten times the tokens of its first week, a week'),
  selling: selling
    .optional()
    .describe("How rewards that are sold move the token's price; without it, they do not"),
  controller: controller.optional().describe('How it adapts the budget and its split; without it, they stay'),
});

/**
 * A service secured by restaked capital, with its operator sets. Without a budget it pays nothing and still may
 * slash: its members then serve for fees and programmes.
 */
export const avs = z.strictObject({
  sets: z
    .record(name, operatorSet)
    .refine(sets => Object.keys(sets).length > 0, 'missing set: an AVS has at least one'),
  budget: budget.optional(),
  tasks: z.record(name, task).default({}),
  abuse: abuse
    .optional()
    .describe('Lets the AVS slash its members without an offence once that pays; without it, it never does'),
});

/** An AVS as the scenario describes it. */
export type Avs = z.output<typeof avs>;
