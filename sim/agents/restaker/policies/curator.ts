import { z } from 'zod';
import { modelNotes } from '../../../scenario/values/model-notes.ts';
import { fraction, someTime } from '../../../scenario/values/units.ts';
import type { Mandate } from './rebalancing.ts';
import { restakerParameters } from './restaker-parameters.ts';
import { type PortfolioView, restakerPolicyKind } from './restaker-policy.ts';
import { sharedApr } from './utility.ts';

const parameters = {
  ...restakerParameters({ attentionLag: '1d', inertia: 0.002 }),
  rebalance: z
    .strictObject({
      every: someTime
        .prefault('14d')
        .describe('Fixed time between two rebalances')
        .register(modelNotes, { source: "Gauntlet's window (Feb 2024)" }),
      turnover: fraction
        .default(1)
        .describe('Most of its accounts that it moves in one')
        .register(modelNotes, { source: 'assumed' }),
      avsCap: fraction
        .default(1)
        .describe('Most of its accounts with operators that serve one AVS')
        .register(modelNotes, { source: 'Chaos Labs and Renzo' }),
      correlation: fraction
        .default(0)
        .describe('Correlation that it assumes of the losses of two operators in one set')
        .register(modelNotes, { symbol: '\\rho', source: 'assumed' }),
    })
    .prefault({})
    .describe('How it turns its portfolio over'),
};

type CuratorParameters = z.output<z.ZodObject<typeof parameters>>;

/**
 * Curators of liquid restaking: at a fixed rhythm each moves its accounts towards the portfolio of a mean-variance
 * investor under caps (Markowitz 1952).
 */
export const curator = restakerPolicyKind({
  kind: 'curator',
  meaning: 'Rebalances the accounts of liquid restaking as one portfolio',
  parameters,
  decide: policy => ({
    of: 'portfolio',
    everyDays: policy.rebalance.every,
    turnover: policy.rebalance.turnover,
    mandate: view => mandateOf(policy, view),
  }),
});

function mandateOf(policy: CuratorParameters, view: PortfolioView): Mandate {
  const { observed, accounts, mostWithOne, accountUsd, outside, held: before, exposures } = view;
  const { isOpen, sharersUsd } = view;
  const { avsCap, correlation } = policy.rebalance;
  return {
    accounts,
    open: at => at === outside || isOpen(at),
    yieldOf: (at, held) =>
      at === outside
        ? policy.baseYield
        : observed.apr[at]! +
          sharedApr(observed, at, sharersUsd(at) + (held - before[at]!) * accountUsd) -
          policy.lossWeight * observed.loss[at]! -
          policy.tailAversion * observed.tail[at]!,
    exposures: [...exposures, []],
    riskAversion: policy.riskAversion,
    correlation,
    most: [...exposures.map(() => mostWithOne), accounts],
    mostByAvs: Math.floor(avsCap * accounts + 1e-9),
    inertia: policy.inertia,
  };
}
