import { z } from 'zod';
import { conditions } from './conditions.ts';
import { amount, count, duration, fraction, someTime } from './units.ts';

/** How a group of operators decides which sets to serve, and on what terms. */
export const operatorPolicy = z.strictObject({
  serves: z
    .array(z.string())
    .optional()
    .describe('AVSs, or sets as avs.set, that it considers; without it, all of them'),
  avoids: z
    .array(z.enum(conditions))
    .default([])
    .describe('Slashing conditions that it does not accept: it stays out of sets that slash for them'),
  mostSets: count.min(1).optional().describe('Most sets that it serves at once'),
  reviewEvery: someTime.prefault('14d').describe('Mean time between reviews (exponential)'),
  memory: duration.prefault('21d').describe('Half-life of its beliefs'),
  horizon: someTime.prefault('90d').describe('Time over which it spreads the cost of a move'),
  rationality: amount
    .default(20)
    .describe('Logit precision, per typical weekly income of the operator (10 USD at least)'),
  switchingUsd: amount
    .default(500)
    .describe('What joining or leaving a set is worth avoiding: it weighs in the choice and is not booked'),
  riskAversion: amount.default(1).describe('Premium on expected slashes of its own stake: 0 is neutral'),
  splitStep: fraction.default(0.05).describe('How much it moves a split at once; 0 never re-prices'),
  stakeElasticity: amount
    .default(1)
    .describe("Belief: relative stake gained for a relative rise of its delegators' share"),
});
