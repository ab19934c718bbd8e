import { z } from 'zod';
import { conditions } from '../conditions.ts';
import { amounts } from '../values/quantity.ts';
import { amount, change, duration, fraction, perYear, someTime } from '../values/units.ts';

/** Rate of discount a year. */
const discount = fraction
  .refine(value => value > 0, 'invalid discount: it must be above 0')
  .describe(
    'Rate a year at which that is discounted: for ever, it is worth the yearly amount over this rate',
  );

/** An AVS that would rather rob its members than go on, once that pays. */
export const abuse = z.strictObject({
  franchiseUsdPerYear: amount.describe('What going on honestly brings the AVS a year'),
  discount,
  fraction: fraction.default(1).describe("Part of each member's allocation that it takes"),
  checkEvery: someTime.prefault('7d').describe('How often it weighs one against the other'),
  condition: z
    .enum(conditions)
    .optional()
    .describe('Condition it claims, whose veto applies; without it, nobody may veto'),
  caught: fraction
    .optional()
    .describe("Probability that the committee vetoes a slash; without it, that of the condition's veto"),
});

/** What members of a set could gain by breaking faith together, and what that takes. */
export const corruption = z.strictObject({
  profitUsd: amounts.describe('Profit of an attack at the start; a distribution is drawn from once a run'),
  growth: change
    .refine(value => value > -1, 'invalid growth: it must be above -100%')
    .default(0)
    .describe('Relative growth of the profit a year'),
  threshold: fraction
    .refine(value => value > 0, 'invalid threshold: it must be above 0')
    .describe("Share of the set's slashable stake that attackers must hold"),
  condition: z
    .enum(conditions)
    .describe('What they are slashed for afterwards, if it is detected and not vetoed'),
  discount,
  delegators: fraction
    .default(0)
    .describe("Weight of their delegators' losses in their eyes: 0 none, 1 like their own"),
  checkEvery: someTime.prefault('7d').describe('How often members look for a coalition that profits'),
});

/** A slasher to whom an AVS hands a set (ELIP-013). */
export const newSlasher = z.strictObject({
  announced: duration.describe(
    'When the AVS asks for the change, for all to see; it holds after 126,000 blocks',
  ),
  feared: z
    .strictObject({
      perYear: perYear.describe('Slashes of a member a year'),
      fraction: fraction.describe('Part of the allocation that each takes'),
    })
    .optional()
    .describe('What people expect of the new slasher, from its announcement on'),
});
