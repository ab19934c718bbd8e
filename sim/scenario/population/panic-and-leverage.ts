import { z } from 'zod';
import { fractions } from '../values/quantity.ts';
import { amount, duration, fraction, perYear } from '../values/units.ts';

/** Why restakers leave at once, without weighing: a hazard h0 exp(b1 x recent slashes + b2 x discount). */
export const panic = z
  .strictObject({
    perYear: perYear.describe('Hazard of leaving a year while nothing is amiss, h0'),
    slash: amount.default(0).describe('b1: rise of its logarithm for the whole stake slashed recently'),
    depeg: amount.default(0).describe('b2: rise of its logarithm for a discount of 100% of the token'),
    memory: duration.prefault('14d').describe('Half-life of recent slashes'),
  })
  .describe('Leaving restaking at once');

/** Positions bought on credit against the token. */
export const leverage = z
  .strictObject({
    ltv: fractions.describe('Loan of a position over its value at the peg'),
    liquidation: fraction.describe('Loan over value at market price from which a position is liquidated'),
  })
  .describe('Positions bought on credit: liquidated when the discount of the token has eaten the margin');
