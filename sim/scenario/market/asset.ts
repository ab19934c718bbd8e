import { z } from 'zod';
import { fractions } from '../values/quantity.ts';
import { amount, fraction, perYear, someTime } from '../values/units.ts';
import { price } from './price.ts';

/** A peg to another asset: the price is that asset's less a discount, which falls open at once and closes slowly. */
const peg = z
  .strictObject({
    to: z.string().describe('Asset that it stands for, one with a price of its own'),
    falls: z
      .strictObject({
        perYear: perYear.describe('Expected number of falls a year'),
        size: fractions.describe('Part of the price that a fall takes'),
      })
      .optional()
      .describe('Falls at random times'),
    shocks: z
      .array(z.tuple([amount, fraction]))
      .default([])
      .describe('Falls at given times: [day, part of the price that it takes]'),
    recovery: someTime.prefault('7d').describe('Half-life of the discount'),
  })
  .describe('Price of the asset it is pegged to, less a discount');

const restaked = z
  .enum(['token', 'nativeEth', 'eigen'])
  .optional()
  .describe(
    'What it is as stake: a token, ETH of validators (EigenPods) or EIGEN; without it, an asset named eigen or nativeEth is that, and any other a token',
  );

/** An asset with a price of its own, or pegged to one. */
export const asset = z.union([z.strictObject({ price, restaked }), z.strictObject({ peg, restaked })]);

/** What an asset is as stake. */
export type RestakedKind = NonNullable<z.output<typeof restaked>>;

/** Names by which an asset is known as what it is, in lower case and without signs. */
const knownNames: ReadonlyMap<string, RestakedKind> = new Map([
  ['eigen', 'eigen'],
  ['beigen', 'eigen'],
  ['nativeeth', 'nativeEth'],
]);

/** What an asset is as stake: as the scenario says, else by its name. */
export function restakedKind(name: string, { restaked: said }: z.output<typeof asset>): RestakedKind {
  return said ?? knownNames.get(name.toLowerCase().replaceAll(/[^a-z]/g, '')) ?? 'token';
}

export type Peg = z.output<typeof peg>;
