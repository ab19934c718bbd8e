import { z } from 'zod';
import { byCondition, conditions, outageConditions, slashingConditions } from '../conditions.ts';
import { duration, fraction, perYear, positive } from '../values/units.ts';

const graceOnly = outageConditions.map(({ name }) => name).join(' and ');

/** What an offence against one condition costs in a set, and how it comes to light. */
const slashingCondition = z.strictObject({
  fraction: fraction.describe("Part of the operator's allocation to this set that a first offence takes"),
  after: duration
    .prefault('0d')
    .describe(`Only for ${graceOnly}: how long an outage may last before it is an offence`),
  repeat: z
    .strictObject({
      growth: positive.describe('Factor on the fraction for each earlier slash'),
      within: duration.describe('How long a slash is remembered'),
      max: fraction.describe('Largest fraction'),
    })
    .optional()
    .describe('Makes repeated offences dearer'),
  cooldown: duration
    .prefault('0d')
    .describe('No second slash of one operator for this condition within this time'),
  detection: z
    .strictObject({
      probability: fraction.default(1).describe('Probability that an offence comes to light'),
      lag: duration.prefault('0d').describe('Time from the offence to the request to slash'),
    })
    .prefault({}),
  veto: z
    .strictObject({
      window: duration.describe('Time between the request to slash and the slash'),
      probability: fraction.describe('Probability that the committee vetoes it'),
    })
    .optional()
    .describe('A committee that may stop a slash; without it, nobody may'),
  removes: z.boolean().default(false).describe('Whether a slash for it also ends the membership, for good'),
});

/** Slashing conditions of a set; one that is left out is never slashed. */
export const slashing = z
  .strictObject(
    byCondition(slashingConditions, ({ meaning }) => slashingCondition.optional().describe(meaning)),
  )
  .default({});

/** Slashes that a faulty or dishonest slasher makes up. */
export const falseSlashes = z.strictObject({
  perYear: perYear.describe('Expected number a year in this set, each of one member at random'),
  fraction: fraction.describe("Part of the operator's allocation to this set that each takes"),
  condition: z
    .enum(conditions)
    .optional()
    .describe('Condition it is claimed for, whose veto applies; without it, nobody may veto'),
  caught: fraction
    .optional()
    .describe("Probability that the committee vetoes it; without it, that of the condition's veto"),
});

/** Terms of one slashing condition of a set. */
export type SlashingCondition = z.output<typeof slashingCondition>;
