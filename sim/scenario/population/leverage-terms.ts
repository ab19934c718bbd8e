import { z } from 'zod';
import { fractions } from '../values/quantity.ts';
import { fraction } from '../values/units.ts';

/**
 * Positions bought on credit against the token. Liquidated once the discount reaches 1 - ltv / liquidation
 * (`agents/restaker/leverage.ts`); the checks refuse a loan that would be lost at the peg.
 */
export const leverage = z
  .strictObject({
    ltv: fractions.describe('Loan of a position over its value at the peg'),
    liquidation: fraction.describe('Loan over value at market price from which a position is liquidated'),
  })
  .describe('Positions bought on credit: liquidated when the discount of the token has eaten the margin');
