import { z } from 'zod';
import { amount, change, duration, fraction, someTime } from './values/units.ts';

/** Ways in which a cohort of restakers decides. */
export const restakerKinds = ['weighing', 'riskAverse', 'yieldChaser', 'inert', 'curator'] as const;

/** How a cohort of restakers decides. */
export type RestakerKind = (typeof restakerKinds)[number];

/** What a kind assumes of the keys that a scenario leaves out, where that differs from the defaults of `weighing`. */
const presets: Readonly<Record<RestakerKind, Readonly<Record<string, unknown>>>> = {
  weighing: {},
  riskAverse: { riskAversion: 10, tailAversion: 1, flight: 0.5 },
  yieldChaser: {
    reviewEvery: '14d',
    attentionLag: '1d',
    lossWeight: 0,
    riskAversion: 0,
    tailAversion: 0,
    herding: 0,
    inertia: 0.005,
    flight: 0,
  },
  inert: { reviewEvery: '365d', attentionLag: '30d', flight: 0.05 },
  curator: { attentionLag: '1d', inertia: 0.002, flight: 0, rebalance: {} },
};

/** Lays what is written over what its kind assumes; what is no policy is left for the schema to refuse. */
function withPreset(written: unknown): unknown {
  if (typeof written !== 'object' || written === null || !('kind' in written)) return written;
  const kind = restakerKinds.find(known => known === written.kind);
  return kind === undefined ? written : { ...presets[kind], ...written };
}

/** How a curator turns its portfolio over. */
const rebalance = z
  .strictObject({
    every: someTime.prefault('14d').describe('Fixed time between two rebalances'),
    turnover: fraction.default(1).describe('Most of its accounts that it moves in one'),
    avsCap: fraction.default(1).describe('Most of its accounts with operators that serve one AVS'),
    correlation: fraction
      .default(0)
      .describe('Correlation that it assumes of the losses of two operators in one set'),
  })
  .describe('Curators only: how it turns its portfolio over');

/** How restakers of a cohort decide. */
export const restakerPolicy = z.preprocess(
  withPreset,
  z.strictObject({
    kind: z
      .enum(restakerKinds)
      .default('weighing')
      .describe('Way of deciding; it also gives the keys that are left out their values'),
    reviewEvery: someTime.prefault('60d').describe('Mean time between reviews (exponential)'),
    attentionLag: duration.prefault('7d').describe('Age of what it sees'),
    rationality: amount
      .default(150)
      .describe('Logit precision, per unit of yearly return: 100 is e-fold per 1%'),
    lossWeight: fraction.default(1).describe('Part of the expected loss to slashes that it takes off yields'),
    riskAversion: amount
      .default(3)
      .describe('Mean-variance coefficient A: minus A/2 x variance of the yearly loss'),
    tailAversion: amount.default(0.05).describe('Weight on the 95% CVaR of the yearly slashing loss'),
    herding: amount.default(0.8).describe("Exponent of an operator's share of stake in the choice"),
    inertia: change.default(0.02).describe('Yearly return it forgoes rather than move'),
    baseYield: change.default(0).describe('Yearly return outside restaking, over what it earns either way'),
    flight: fraction.default(0.2).describe('Probability of a review at once after its operator is slashed'),
    rebalance: rebalance.optional(),
  }),
);
