import { z } from 'zod';
import { abuse, corruption, newSlasher } from './adversaries.ts';
import { auction } from './auction.ts';
import { conditions } from './conditions.ts';
import { controller } from './controller.ts';
import { amount, change, count, duration, fraction, name, positive } from './units.ts';

/** One slashing condition of a set: what an offence costs and how it comes to light. */
const slashingCondition = z.strictObject({
  fraction: fraction.describe("Part of the operator's allocation to this set that a first offence takes"),
  after: duration
    .prefault('0d')
    .describe('Downtime and longOutage only: how long an outage may last before it is an offence'),
  repeat: z
    .strictObject({
      growth: positive.describe('Factor on the fraction for each earlier slash'),
      within: duration.describe('How long a slash is remembered'),
      max: fraction.describe('Largest fraction'),
    })
    .optional(),
  cooldown: duration
    .prefault('0d')
    .describe('No second slash of one operator for this condition within this time'),
  detection: z.strictObject({ probability: fraction.default(1), lag: duration.prefault('0d') }).prefault({}),
  veto: z
    .strictObject({
      window: duration.describe('Time between the request to slash and the slash'),
      probability: fraction.describe('Probability that the committee vetoes it'),
    })
    .optional(),
  removes: z.boolean().default(false).describe('Whether a slash for it also ends the membership, for good'),
});

/** Slashes that a faulty or dishonest slasher makes up. */
const falseSlashes = z.strictObject({
  perYear: amount.describe('Expected number a year in this set, each of one member at random'),
  fraction: fraction.describe("Part of the operator's allocation to this set that each takes"),
  condition: z
    .enum(conditions)
    .optional()
    .describe('Condition it is claimed for, whose veto applies; without it, nobody may veto'),
  caught: fraction
    .optional()
    .describe("Probability that the committee vetoes it; without it, that of the condition's veto"),
});

/** Rule by which a set's pool is divided among its members. */
const reward = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('uniqueStake') }).describe('By stake allocated to the set (Rewards v2.2)'),
  z
    .strictObject({ kind: z.literal('totalStake') })
    .describe('By stake delegated to the operator (Rewards v2.2)'),
  z
    .strictObject({
      kind: z.literal('operatorDirected'),
      by: z
        .strictObject({
          work: amount.default(0),
          uptime: amount.default(0),
          stake: amount.default(0),
          capacity: amount.default(0),
        })
        .prefault({})
        .describe('Exponents: weight = work^a x uptime^b x stake^c x capacity^d; none is an equal share'),
      prizes: z
        .array(fraction)
        .min(1)
        .refine(
          prizes => Math.abs(prizes.reduce((sum, prize) => sum + prize, 0) - 1) < 1e-9,
          'invalid prizes: make them sum to 1 (100%)',
        )
        .optional()
        .describe('Tournament: share of the pool for each rank by weight, the heaviest first'),
      bonus: z
        .strictObject({
          part: fraction.describe('Part of the pool for those who qualify'),
          minUptime: fraction.describe("Least uptime of the day's to qualify"),
        })
        .optional(),
      cap: fraction
        .refine(value => value > 0, 'invalid cap: it must be above 0')
        .optional()
        .describe('Saturation: largest part of the total weight that counts for a member'),
    })
    .describe('By a rule of the AVS (Rewards v2.1)'),
]);

/** Who may enter a set and who may stay. */
const admission = z.strictObject({
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

/** An operator set: credentials, pay and slashing conditions of one kind of operator. */
const operatorSet = z.strictObject({
  strategies: z.array(z.string()).min(1).describe('Restaked assets that the set accepts'),
  multipliers: z
    .record(z.string(), amount)
    .optional()
    .describe('Weight of a share of each strategy in rewards; without it, the starting price in USD'),
  admission: admission.prefault({}),
  auction: auction.optional().describe('Places go to the operators that ask least; without it, to who joins'),
  reward,
  slashing: z
    .strictObject({
      downtime: slashingCondition.optional(),
      doubleSign: slashingCondition.optional(),
      wrongResult: slashingCondition.optional(),
      latency: slashingCondition.optional(),
      longOutage: slashingCondition.optional(),
    })
    .default({}),
  falseSlashes: falseSlashes.optional().describe('Slashes without an offence: a faulty or dishonest slasher'),
  slashed: z.enum(['burn', 'redistribute']).default('burn').describe('Where slashed stake goes'),
  corruption: corruption
    .optional()
    .describe('What attacking the set together would bring its members; without it, nobody attacks'),
  newSlasher: newSlasher.optional().describe('A change of who may slash the set'),
});

/** A kind of task that users bring to an AVS. */
const task = z.strictObject({
  perDay: positive.describe('Expected arrivals a day at the start'),
  growth: change
    .refine(value => value > -1, 'invalid growth: it must be above -100%')
    .default(0)
    .describe('Relative growth of arrivals a year'),
  week: z
    .array(positive)
    .length(7)
    .default([1, 1, 1, 1, 1, 1, 1])
    .describe('Factor on arrivals for each day of the week; their mean should be 1'),
  resource: z.enum(['gpu', 'cpu']),
  hours: z
    .strictObject({ mean: positive, cv: amount.default(0.5) })
    .describe('Work of a task in resource-hours: lognormal'),
  width: count.min(1).default(1).describe('GPUs or cores that a task uses at once'),
  copies: count.min(1).default(1).describe('Different operators that must each do the task'),
  deadline: duration,
  feeUsd: amount.default(0).describe('Fee the user pays for a task done on time'),
  audit: fraction
    .default(0)
    .describe('Probability that a copy is done again to check it: a fake is then reported as a wrong result'),
  operatorShare: fraction.default(1).describe('Share of the fee that goes to the operators who did it'),
  sets: z.array(z.string()).min(1).describe('Sets whose members may serve it'),
});

/** What an AVS pays, and how it divides it between its sets. */
const budget = z.strictObject({
  token: z.string().describe('Asset it pays in'),
  usdPerWeek: amount.describe(
    "Budget a week in USD, turned into the token at the week's first midnight of pay",
  ),
  split: z
    .union([z.record(z.string(), fraction), z.literal('perMember')])
    .describe('Share of each set, together 1; or perMember: every member of every set the same'),
  protocolFee: z
    .boolean()
    .default(false)
    .describe('Whether the protocol takes its fee of 20% of all rewards'),
  controller: controller.optional().describe('How it adapts the budget and its split; without it, they stay'),
});

/** A service secured by restaked capital, with its operator sets. */
export const avs = z.strictObject({
  sets: z
    .record(name, operatorSet)
    .refine(sets => Object.keys(sets).length > 0, 'missing set: an AVS has at least one'),
  budget: budget.optional(),
  tasks: z.record(name, task).default({}),
  abuse: abuse.optional().describe('Makes the AVS rob its members once that pays; without it, it never does'),
});

export type SlashingCondition = z.output<typeof slashingCondition>;
export type Reward = z.output<typeof reward>;
export type OperatorSet = z.output<typeof operatorSet>;
export type Task = z.output<typeof task>;
export type Avs = z.output<typeof avs>;
