import { z } from 'zod';
import { conditions } from '../../../scenario/conditions.ts';
import { modelNotes } from '../../../scenario/values/model-notes.ts';
import { amount, count, duration, fraction, someTime } from '../../../scenario/values/units.ts';

const source = 'assumed';

/** Parameters of every kind of operator policy: what operators consider, when they review, and how they price. */
export const operatorParameters = {
  serves: z
    .array(z.string())
    .optional()
    .describe('AVSs, or sets as avs.set, that it considers; without it, all of them')
    .register(modelNotes, { unit: 'AVSs and sets' }),
  avoids: z
    .array(z.enum(conditions))
    .default([])
    .describe('Slashing conditions that it does not accept: it stays out of sets that slash for them')
    .register(modelNotes, { unit: 'slashing conditions' }),
  mostSets: count
    .min(1)
    .optional()
    .describe('Most sets that it serves at once')
    .register(modelNotes, { unit: 'integer, 1 or more' }),
  attention: count
    .min(2)
    .default(20)
    .describe(
      'Most sets that it weighs beside those it serves: half the best by a price list, the rest drawn at random (7.6)',
    )
    .register(modelNotes, {
      source: 'assumed; choice shares do not depend on it',
      unit: 'integer, 2 or more',
    }),
  reviewEvery: someTime
    .prefault('14d')
    .describe('Mean time between reviews (exponential)')
    .register(modelNotes, { source: '7-30 d (assumed)' }),
  memory: duration
    .prefault('21d')
    .describe('Half-life of its beliefs')
    .register(modelNotes, { source: '1-8 weeks (assumed)' }),
  horizon: someTime
    .prefault('90d')
    .describe('Time over which it spreads the cost of a move')
    .register(modelNotes, { source }),
  rationality: amount
    .default(20)
    .describe('Logit precision, per typical weekly income of the operator (10 USD at least)')
    .register(modelNotes, { source: '0.5-20 (assumed)' }),
  tastes: z
    .enum(['kept', 'fresh'])
    .default('kept')
    .describe('Whether its taste for each set is drawn once and kept, or afresh at each review')
    .register(modelNotes, { unit: '`kept`, `fresh`' }),
  switchingUsd: amount
    .default(500)
    .describe('What joining or leaving a set is worth avoiding: it weighs in the choice and is not booked')
    .register(modelNotes, { source }),
  hurdle: fraction
    .default(0.15)
    .describe('Part of the income that a move shifts that it has to gain besides')
    .register(modelNotes, {
      source: '14 days in which stake that moves earns nothing, over a horizon of 90: 0.16',
    }),
  seesPending: z
    .boolean()
    .default(true)
    .describe("Whether it counts members' allocations that are under way on chain")
    .register(modelNotes, { unit: 'true or false' }),
  riskAversion: amount
    .default(1)
    .describe('Premium on expected slashes of its own stake: 0 is neutral')
    .register(modelNotes, { source }),
  payRiskAversion: amount
    .default(0)
    .describe(
      'Relative risk aversion to the price of the token it is paid in, over its horizon: 0 is neutral',
    )
    .register(modelNotes, { source }),
  splitStep: fraction
    .default(0.01)
    .describe('How much it moves a split at once; 0 never re-prices')
    .register(modelNotes, { source: 'the usual step of stake pools and validators: 1-5 points' }),
  repriceEvery: someTime
    .prefault('1y')
    .describe('Mean time between the occasions on which it reconsiders its splits (exponential)')
    .register(modelNotes, { source: '0.15-1.4 changes a year by pools and validators' }),
  repriceHurdle: fraction
    .default(0.01)
    .describe('Part of its income that a change of split has to gain')
    .register(modelNotes, { source }),
  stakeElasticity: amount
    .default(8)
    .describe("Belief: relative stake gained for a relative rise of its delegators' share")
    .register(modelNotes, {
      source: 'within 90 days: direct stake 1-6, curated 5-30; 9 keeps the default split',
    }),
  elasticitySpread: amount
    .default(0.5)
    .describe('Standard deviation of the logarithm of that belief over the operators of a group')
    .register(modelNotes, { source }),
};

/** Values of the parameters that every kind of operator policy has. */
export type OperatorParameters = z.output<z.ZodObject<typeof operatorParameters>>;
