import { z } from 'zod';
import { amount, fraction, positive } from '../values/units.ts';

/** What an AVS has to pay from, and what fills it again. Spent day by day in `agents/avs/pay/funds.ts`. */
const stocked = z
  .strictObject({
    tokens: amount.optional().describe('Tokens that it has at the start; their worth moves with the price'),
    usd: amount
      .optional()
      .describe('In place of tokens: USD that it has at the start, for tokens at the price of the day'),
    feeShare: fraction.default(0).describe("Part of the AVS's own share of task fees that goes into it"),
  })
  .refine(
    ({ tokens, usd }) => (tokens === undefined) !== (usd === undefined),
    'invalid treasury: write either tokens or usd',
  );

/** Bound on what an AVS can pay, whatever its budget says. */
export const treasury = z.union([z.literal('unlimited'), stocked], {
  error:
    'invalid treasury: write unlimited, { tokens: 1000000 } or { usd: 1000000 }, with feeShare if fees fill it',
});

/** A bound as the scenario describes it; undefined where it states none. */
export type TreasuryTerms = z.output<typeof treasury> | undefined;

/** How the price of a token answers those who sell what they were paid. Worked out in `agents/avs/pay/selling.ts`. */
export const selling = z.strictObject({
  fraction: fraction
    .default(0.45)
    .describe('Part of what operators and restakers are paid that is sold within the week'),
  floatTokens: positive.describe('Tokens in circulation at the start'),
  elasticity: amount
    .default(1)
    .describe(
      'Relative fall of the price for a relative rise of the float; at 1 the float keeps its worth in USD',
    ),
});
