import { z } from 'zod';
import { operatorPolicy } from '../../agents/operator/policies/index.ts';
import { byCondition, hazardConditions } from '../conditions.ts';
import { amounts, durations, fractions, label, someTimes } from '../values/quantity.ts';
import {
  amount,
  count,
  fraction,
  perYear,
  positive,
  setPath,
  someTime,
  spread,
  word,
} from '../values/units.ts';
import { csv, rows } from './population-source.ts';

/**
 * A group of operators that share hardware, placement and way of deciding. Quantities that are distributions are
 * drawn once for each operator (`sample-operators.ts`); a row of a CSV overrides them attribute by attribute. Of
 * its costs `gpuHourUsd` runs whether or not a GPU is used.
 */
export const operatorGroup = z.strictObject({
  count: count.optional().describe('Number of operators; without it, the rows of the CSV'),
  csv: csv.optional(),
  rows: rows.optional(),
  gpus: count.default(0).describe('GPUs that each operator owns'),
  gpu: z.string().optional().describe('Kind of GPU, as in the market'),
  rentsIdle: fraction
    .default(0)
    .describe(
      'While it serves a GPU set: part of the hours without a task that its GPUs are offered for rent',
    ),
  cores: count.min(1).default(8).describe('CPU cores that each operator can give to tasks'),
  ownStake: z.record(z.string(), amounts).default({}).describe('Its own stake, in units of each strategy'),
  popularity: amounts
    .default(1)
    .describe('Weight by which restakers pick it before they have seen what it pays'),
  costs: z
    .strictObject({
      gpuHourUsd: amounts.default(0).describe('All-in cost of owning a GPU for an hour, used or not'),
      purchase: z
        .strictObject({
          usd: positive.describe('Price of a GPU with its share of the server'),
          life: someTime.prefault('4y').describe('Time over which it wears off, evenly'),
        })
        .optional()
        .describe('What its GPUs were bought for, to measure the return on them; the wear is in gpuHourUsd'),
      monthlyUsd: amounts.default(0).describe('Fixed cost of operation a month'),
      setMonthlyUsd: amounts.default(0).describe('Cost of serving one more set, a month'),
      savedByFakingUsdPerHour: amounts
        .default(0)
        .describe('What an hour of task work costs it, and what it saves by faking the work; 0 never fakes'),
    })
    .prefault({}),
  cashUsd: amounts.default(100_000).describe('Cash at the start; an operator whose cash runs out leaves'),
  placement: z
    .record(word, label)
    .default({})
    .describe('Labels that common shocks hit: cloud, region, client, ...'),
  credentials: z
    .record(word, label)
    .default({})
    .describe('What else sets may ask of it: identity, certificates, ...'),
  failure: z
    .strictObject({
      every: someTimes.describe('Mean time between failures of its own'),
      repair: someTimes.describe('Mean time to repair'),
      shape: z
        .number()
        .min(0.2)
        .max(10)
        .default(1)
        .describe('Weibull shape of the time between failures: below 1 they cluster, 1 is exponential'),
      repairSpread: spread
        .optional()
        .describe('Coefficient of variation of a lognormal repair; without it, exponential'),
    })
    .optional(),
  hazards: z
    .strictObject(
      byCondition(hazardConditions, ({ meaning }) =>
        perYear.default(0).describe(`Offences a year, in each set it serves: ${meaning}`),
      ),
    )
    .prefault({}),
  split: fractions
    .default(0.1)
    .describe('Share of pay it keeps at the start; the rest goes to its delegators'),
  splits: z
    .record(setPath, fractions)
    .default({})
    .describe('Share of pay it keeps in particular sets at the start, where that differs'),
  allocationDelay: durations
    .prefault('0d')
    .describe('Delay of its allocation increases, in force after 17.5 days'),
  entry: z
    .strictObject({
      costUsd: amount.default(0).describe('What entering business costs, each time'),
      dormant: fraction.default(0).describe('Probability to start dormant: out of business, to enter later'),
    })
    .optional()
    .describe('Lets its operators enter and leave business; without it, all are in it until bankrupt'),
  starts: z
    .record(setPath, fraction)
    .default({})
    .describe('Probability to be a member of each set at the start'),
  startsIn: amounts
    .default(0)
    .describe(
      'Number of sets, drawn at random among all, that each starts in besides; its whole part counts',
    ),
  policy: operatorPolicy.prefault({}),
});

/** A group of operators as the scenario describes it. */
export type OperatorGroup = z.output<typeof operatorGroup>;
