import { z } from 'zod';
import { byCondition, slashingConditions } from './conditions.ts';
import { duration, perYear, positive } from './values/units.ts';

/** What everyone believes of slashing before they have seen any, and how fast they learn. */
export const beliefs = z
  .strictObject({
    offencesPerYear: z
      .strictObject(
        byCondition(slashingConditions, ({ expectedPerYear }) => perYear.default(expectedPerYear)),
      )
      .prefault({})
      .describe('Slashes of a member a year that the terms of a set make people expect'),
    weightYears: positive
      .default(10)
      .describe('Member-years of observation that weigh as much as that expectation'),
    memory: duration.prefault('14d').describe('Half-life of the smoothed yields that restakers see'),
  })
  .describe('Prior beliefs about slashing, shared by operators and restakers');
