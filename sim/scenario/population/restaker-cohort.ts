import { z } from 'zod';
import { restakerPolicy } from '../../agents/restaker/policies/index.ts';
import { amounts } from '../values/quantity.ts';
import { amount, count, fraction } from '../values/units.ts';
import { leverage } from './leverage-terms.ts';
import { panic } from './panic-terms.ts';
import { csv, rows } from './population-source.ts';

/**
 * A cohort of restakers that share a way of deciding. On EigenLayer an account delegates to a single operator,
 * hence `accounts`: they decide one by one under the restaker's `cap`, and its stake is divided equally among them.
 */
export const restakerGroup = z.strictObject({
  count: count.optional().describe('Number of restakers; without it, the rows of the CSV'),
  csv: csv.optional(),
  rows: rows.optional(),
  accounts: count.min(1).default(1).describe('Accounts of one restaker: each delegates to one operator'),
  cap: fraction.default(1).describe("Most of one restaker's accounts with a single operator"),
  stake: z.record(z.string(), amounts).default({}).describe('Stake of a restaker, in units of each strategy'),
  total: z
    .record(z.string(), amount)
    .default({})
    .describe('Scale the stakes so that the cohort has this much of a strategy'),
  token: z.string().optional().describe('Asset with a peg by which its restakers hold what they restaked'),
  panic: panic.optional(),
  leverage: leverage.optional(),
  outside: fraction.default(0).describe('Share of the accounts that start outside restaking'),
  policy: restakerPolicy.prefault({}),
});

/** A cohort of restakers as the scenario describes it. */
export type RestakerGroup = z.output<typeof restakerGroup>;
