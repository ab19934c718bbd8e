import { z } from 'zod';
import { amount, count, duration } from '../values/units.ts';

/**
 * Auction of the places in a set. A uniform price that every winner is paid (`agents/avs/auction.ts`). It says who
 * enters and what is paid: the checks refuse a cap, and rules of pay that tell members apart.
 */
export const auction = z.strictObject({
  places: count.min(1).describe('Places; the operators that ask least win them'),
  every: duration
    .refine(days => days > 0 && Number.isInteger(days), 'invalid every: it must be whole days')
    .prefault('28d')
    .describe('How long a place is won for'),
  maxUsdPerWeek: amount
    .optional()
    .describe("Most that is paid for a place; always at most the set's share of the budget over its places"),
});
