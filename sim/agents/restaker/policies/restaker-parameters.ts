import type { z } from 'zod';
import { modelNotes } from '../../../scenario/values/model-notes.ts';
import { amount, change, duration, fraction, someTime } from '../../../scenario/values/units.ts';

/** What a kind of policy assumes of common parameters that a scenario leaves out, where it differs from the usual. */
type CommonDefaults = Partial<{
  reviewEvery: `${number}d`;
  attentionLag: `${number}d`;
  lossWeight: number;
  riskAversion: number;
  tailAversion: number;
  inertia: number;
  passive: number;
}>;

/** Parameters of every kind of restaker policy: when restakers look, and how they value what they see. */
export function restakerParameters({
  reviewEvery = '90d',
  attentionLag = '7d',
  lossWeight = 1,
  riskAversion = 3,
  tailAversion = 0.05,
  inertia = 0.002,
  passive = 0,
}: CommonDefaults = {}) {
  return {
    reviewEvery: someTime
      .prefault(reviewEvery)
      .describe('Mean time between reviews of those that are not passive (exponential)')
      .register(modelNotes, {
        source: "movers of direct stake: 90-300 days between moves; curators: two weeks (Gauntlet's window)",
      }),
    attentionLag: duration
      .prefault(attentionLag)
      .describe('Age of the yields and records of slashes that it goes by; where stake is it sees as it is')
      .register(modelNotes, { source: 'assumed' }),
    passive: fraction
      .default(passive)
      .describe('Part of its accounts that never review, nor are alarmed')
      .register(modelNotes, {
        source: 'stake that nobody moves for a year: direct 0.45-0.75, curated 0-0.15 (pools and validators)',
      }),
    lossWeight: fraction
      .default(lossWeight)
      .describe('Part of the expected loss to slashes that it takes off yields; 0 looks at gross yield')
      .register(modelNotes, { symbol: '\\omega' }),
    riskAversion: amount
      .default(riskAversion)
      .describe('Mean-variance coefficient: minus A/2 x variance of the yearly loss')
      .register(modelNotes, { symbol: 'A', source: '1-10 (assumed)' }),
    tailAversion: amount
      .default(tailAversion)
      .describe('Weight on the 95% CVaR of the yearly slashing loss')
      .register(modelNotes, { symbol: '\\xi', source: '0-5 (assumed)' }),
    inertia: change
      .default(inertia)
      .describe('Yearly return it forgoes rather than move')
      .register(modelNotes, { source: '14 days in the queue cost 4% of a yield of a year; assumed' }),
    baseYield: change
      .default(0)
      .describe('Yearly return outside restaking, over what it earns either way')
      .register(modelNotes, { source: 'assumed' }),
  };
}

/**
 * Parameters of kinds whose accounts review one by one.
 *
 * @param flight what the kind assumes of it
 */
export function reviewParameters(flight = 0.2) {
  return {
    rationality: amount
      .default(100)
      .describe('Logit precision, per unit of yearly return: 100 is e-fold per 1%')
      .register(modelNotes, {
        symbol: '\\lambda',
        source: 'response of direct stake to gaps of yield: 0-200; curators 1,000-5,000',
      }),
    flight: fraction
      .default(flight)
      .describe(
        'Probability of a review at once after its operator lost 1% of its stake to a slash; more if it lost more',
      )
      .register(modelNotes, {
        source: 'of direct stake 1-12% leave after 1%, 10-65% after 10% (outages, depegs)',
      }),
    baseSpread: amount
      .default(0)
      .describe(
        'Standard deviation over its accounts of what they could have outside: each has its own, and keeps it',
      )
      .register(modelNotes, { source: 'assumed' }),
  };
}

/**
 * Parameters of kinds whose accounts draw the operators that they consider by utility, and have tastes for them.
 *
 * @param herding what the kind assumes of it
 */
export function choiceParameters(herding = 0.8) {
  return {
    herding: amount
      .default(herding)
      .describe("Exponent of an operator's share of stake in the choice")
      .register(modelNotes, { symbol: '\\eta', source: 'assumed' }),
    tasteLasts: someTime
      .optional()
      .describe(
        'Mean time for which an account keeps its taste for operators (exponential): if it has changed at a review, it moves to the operator that it draws; without it, it never does',
      )
      .register(modelNotes, {
        source:
          'half of direct stake moves about once in 200 days, whatever yields do (pools and validators)',
      }),
  };
}

/** Schemas of the parameters that every kind of restaker policy has. */
export type RestakerParameterSchemas = ReturnType<typeof restakerParameters>;

/** Values of the parameters that every kind of restaker policy has. */
export type RestakerParameters = z.output<z.ZodObject<RestakerParameterSchemas>>;

/** Values of the parameters of kinds whose accounts review one by one. */
export type ReviewParameters = RestakerParameters &
  z.output<z.ZodObject<ReturnType<typeof reviewParameters>>>;

/** Values of the parameters of kinds whose accounts draw by utility. */
export type ChoiceParameters = ReviewParameters & z.output<z.ZodObject<ReturnType<typeof choiceParameters>>>;
