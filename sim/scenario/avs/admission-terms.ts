import { z } from 'zod';
import { amount, count, duration, fraction, positive, word } from '../values/units.ts';

/**
 * How a member that does nothing while others work is removed (EigenDA's ejection, as of 2026). Downtime stands for
 * doing nothing: see `agents/avs/ejector.ts`. It is a matter of minutes, unlike `minUptime`, which is over a month.
 */
const ejection = z
  .strictObject({
    silent: duration
      .prefault('10m')
      .describe('How long it does nothing, while another member does, before its ejection is begun'),
    answer: duration
      .prefault('30m')
      .describe('Time in which it can cancel that, by being up again; then it is ejected'),
    retry: duration.prefault('1d').describe('Least time between two attempts to eject one member'),
    tries: count.min(1).default(5).describe('Attempts cancelled in a row after which it is left alone'),
    back: duration.prefault('1d').describe('How long it is not admitted again'),
  })
  .describe('Ejection of members that do nothing while others work; without it, nobody is');

/**
 * Who may enter a set and who may stay. Looked at when an operator asks to join and at each midnight
 * (`agents/avs/admission.ts`). Where stake is allocated, who joined less than 35 days ago is neither ejected then
 * nor replaced: to bring stake takes time.
 */
export const admission = z.strictObject({
  gpus: count.default(0).describe('Fewest GPUs a member must have; 0 admits everyone'),
  credentials: z
    .record(word, z.array(z.string().min(1)).min(1))
    .default({})
    .describe(
      'Words one of which a member must have: of a placement label, a credential, or gpu, its kind of GPU',
    ),
  minStakeUsd: amount
    .default(0)
    .describe('Least slashable stake to enter; a member below 80% of it is ejected'),
  minUptime: fraction.default(0).describe('Least uptime over the last month; a member below it is ejected'),
  sla: z
    .array(z.strictObject({ above: fraction, minUptime: fraction }))
    .min(1)
    .optional()
    .describe("Least uptime of members that hold more than a part of the set's stake"),
  ejection: ejection.optional(),
  cap: count.optional().describe('Most members; a full set admits only by replacing a weaker member'),
  churn: z
    .strictObject({
      factor: positive.default(1.1).describe("Joiner's stake over the replaced member's: more than this"),
      share: fraction.optional().describe("Replaced member's part of the set's stake: less than this"),
    })
    .prefault({})
    .describe('Whom a joiner may replace in a full set'),
});

/** Terms on which members that do nothing are ejected. */
export type EjectionTerms = z.output<typeof ejection>;
