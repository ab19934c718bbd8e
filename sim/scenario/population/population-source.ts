import { z } from 'zod';
import { count } from '../values/units.ts';

/** Members one by one, as a CSV gave them. */
export const rows = z
  .array(z.record(z.string(), z.union([z.number(), z.string()])))
  .min(1)
  .describe('A population from a CSV: one record of attributes a member; what a record lacks is drawn');

/** Where a population is read from. */
export const csv = z
  .strictObject({
    file: z.string().describe('CSV file, from the folder of the scenario'),
    columns: z
      .record(z.string(), z.string())
      .describe(
        'Attribute to column: name, popularity, ownStake.eth, ... for operators; stake.eth, ... and operator, with whom it starts, for restakers',
      ),
    limit: count.optional().describe('Most rows to take, from the top'),
  })
  .describe('Read the population from a CSV; the file is embedded when the scenario is resolved');

/**
 * The number of members that a group or cohort asks for: its count, or the rows of its CSV; 0 if it has neither, which
 * the checks refuse.
 */
export function sizeOf(group: { count?: number | undefined; rows?: readonly unknown[] | undefined }): number {
  return group.count ?? group.rows?.length ?? 0;
}
