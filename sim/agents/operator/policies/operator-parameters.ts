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
  switchingUsd: amount
    .default(500)
    .describe('What joining or leaving a set is worth avoiding: it weighs in the choice and is not booked')
    .register(modelNotes, { source }),
  riskAversion: amount
    .default(1)
    .describe('Premium on expected slashes of its own stake: 0 is neutral')
    .register(modelNotes, { source }),
  splitStep: fraction
    .default(0.05)
    .describe('How much it moves a split at once; 0 never re-prices')
    .register(modelNotes, { source }),
  stakeElasticity: amount
    .default(1)
    .describe("Belief: relative stake gained for a relative rise of its delegators' share")
    .register(modelNotes, { source }),
};

/** Values of the parameters that every kind of operator policy has. */
export type OperatorParameters = z.output<z.ZodObject<typeof operatorParameters>>;
