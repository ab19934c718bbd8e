import { z } from 'zod';
import { amount, count, fraction, positive } from '../values/units.ts';

/** Who may enter a set and who may stay. */
export const admission = z.strictObject({
  gpus: count.default(0).describe('Fewest GPUs a member must have; 0 admits everyone'),
  minStakeUsd: amount
    .default(0)
    .describe('Least slashable stake to enter; a member below 80% of it is ejected'),
  minUptime: fraction.default(0).describe('Least uptime over the last month; a member below it is ejected'),
  sla: z
    .array(z.strictObject({ above: fraction, minUptime: fraction }))
    .min(1)
    .optional()
    .describe("Least uptime of members that hold more than a part of the set's stake"),
  cap: count.optional().describe('Most members; a full set admits only by replacing a weaker member'),
  churn: z
    .strictObject({
      factor: positive.default(1.1).describe("Joiner's stake over the replaced member's: more than this"),
      share: fraction.optional().describe("Replaced member's part of the set's stake: less than this"),
    })
    .prefault({})
    .describe('Whom a joiner may replace in a full set'),
});
