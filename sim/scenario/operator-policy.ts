import { z } from 'zod';
import { conditions } from './conditions.ts';
import { amount, count, duration, fraction, someTime } from './values/units.ts';

/** How a group of operators decides which sets to serve, and on what terms. */
export const operatorPolicy = z.strictObject({
  kind: z
    .enum(['profit', 'portfolio'])
    .default('profit')
    .describe('Seeks expected profit set by set, or the best risk-averse portfolio of sets and allocations'),
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
  varianceAversion: amount
    .default(3)
    .describe('Portfolio: A, minus A/2 x variance of the yearly loss over what it owns'),
  tailAversion: amount.default(0.05).describe('Portfolio: weight on the mean loss of the worst 5% of years'),
  delegatorsWeight: fraction
    .default(0)
    .describe("Portfolio: part of its delegators' losses that it weighs as its own"),
  splitStep: fraction.default(0.05).describe('How much it moves a split at once; 0 never re-prices'),
  stakeElasticity: amount
    .default(1)
    .describe("Belief: relative stake gained for a relative rise of its delegators' share"),
});
