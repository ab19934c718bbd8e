import { z } from 'zod';

const integer = z
  .string()
  .regex(/^-?\d+$/)
  .transform(BigInt);
const natural = z.string().regex(/^\d+$/).transform(BigInt);
const date = z.iso.date();
const time = z.iso.datetime({ local: true });
const name = z.string().min(1);
const count = z.int().nonnegative();
const block = count;
const log = count;
const set = count;
const bips = z.int().min(0).max(10_000);

const events = z.object({
  stakerDelegations: z.array(z.tuple([block, log, name, name, z.boolean()])),
  stakerShareDeltas: z.array(z.tuple([block, log, name, name, integer])),
  operatorShareDeltas: z.array(z.tuple([block, log, name, name, integer, name.nullable()])),
  operatorAvsRegistrations: z.array(z.tuple([block, log, name, name, z.boolean()])),
  operatorSetRegistrations: z.array(z.tuple([block, log, name, name, set, z.boolean()])),
  operatorSetStrategies: z.array(z.tuple([block, log, name, name, set, z.boolean()])),
  operatorRestakedStrategyPolls: z.array(z.tuple([name, name, name, date, date])),
  operatorAvsSplits: z.array(z.tuple([block, log, name, name, time, bips, bips])),
  operatorPiSplits: z.array(z.tuple([block, log, name, time, bips, bips])),
  operatorSetSplits: z.array(z.tuple([block, log, name, name, set, time, bips, bips])),
  defaultOperatorSplits: z.array(z.tuple([block, log, bips, bips])),
  operatorAllocations: z.array(z.tuple([block, log, name, name, name, set, integer, block])),
  operatorMaxMagnitudes: z.array(z.tuple([block, log, name, name, integer])),
});

const terms = {
  avs: name,
  rewardHash: name,
  token: name,
  start: date,
  end: date,
  durationSeconds: z.int().positive().multipleOf(86_400),
  block,
  strategiesAndMultipliers: z.array(z.tuple([name, natural])),
};
const directed = { ...terms, operators: z.array(z.tuple([name, natural])) };
const ofSet = { operatorSetId: set };

const submissions = z.object({
  v1: z.array(z.object({ ...terms, amount: natural, rewardType: z.enum(['avs', 'all_earners']) })),
  operatorDirected: z.array(z.object(directed)),
  operatorSet: z.array(z.object({ ...directed, ...ofSet })),
  uniqueStake: z.array(z.object({ ...terms, ...ofSet, amount: natural })),
  totalStake: z.array(z.object({ ...terms, ...ofSet, amount: natural })),
});

const snapshots = z.object({
  stakerShares: z.array(z.tuple([name, name, date, date, integer])),
  operatorShares: z.array(z.tuple([name, name, date, date, integer])),
  stakerDelegations: z.array(z.tuple([name, date, date, name])),
  operatorAvsRegistrations: z.array(z.tuple([name, name, date, date])),
  operatorAvsStrategies: z.array(z.tuple([name, name, name, date, date])),
  operatorSetRegistrations: z.array(z.tuple([name, name, set, date, date])),
  operatorSetStrategies: z.array(z.tuple([name, name, set, date, date])),
  operatorAvsSplits: z.array(z.tuple([name, name, date, date, bips])),
  operatorPiSplits: z.array(z.tuple([name, date, date, bips])),
  operatorSetSplits: z.array(z.tuple([name, name, set, date, date, bips])),
  defaultOperatorSplits: z.array(z.tuple([date, date, bips])),
  allocations: z.array(z.tuple([name, name, set, name, date, date, integer, integer])),
});

const run = z.object({
  cutoff: date,
  rewards: z.array(z.tuple([name, name, name, name, date, date, integer])),
});

/** One line of the rewards vectors: a world's events, the sidecar's snapshots of them, and what it paid. */
export const RecordedWorld = z
  .object({
    id: name,
    day0: date,
    firstBlock: block,
    secondsPerBlock: z.number().positive(),
    world: z.object({
      strategies: z.array(name).min(1),
      avss: z.array(name),
      operators: z.array(name).min(1),
      stakers: z.array(name),
      events,
      submissions,
    }),
    snapshots,
    expected: z.object({
      runs: z.array(run).min(1),
      cumulative: z.array(z.tuple([name, name, integer])),
    }),
  })
  .superRefine(({ world }, context) => {
    const { strategies, avss, operators, stakers } = world;
    const known = new Set([...strategies, ...avss, ...operators, ...stakers]);
    for (const [list, rows] of Object.entries(world.events))
      for (const [at, row] of rows.entries())
        for (const value of row)
          if (typeof value === 'string' && !/^\d{4}-/.test(value) && !known.has(value))
            context.addIssue({
              code: 'custom',
              path: ['world', 'events', list, at],
              message: `unknown name: ${value}`,
            });
  });

export type RecordedWorld = z.infer<typeof RecordedWorld>;

/** Whole days from a world's first midnight to a date or time (UTC), rounded down. */
export function dayOf(world: RecordedWorld, at: string): number {
  const milliseconds = Date.parse(at.length > 10 ? `${at}Z` : at) - Date.parse(world.day0);
  return Math.floor(milliseconds / 86_400_000);
}

/** Day on which a block lies, counted from the world's first midnight. */
export function dayOfBlock(world: RecordedWorld, at: number): number {
  return Math.floor(((at - world.firstBlock) * world.secondsPerBlock) / 86_400);
}

/** Date of a day of the world. */
export function dateOf(world: RecordedWorld, day: number): string {
  return new Date(Date.parse(world.day0) + day * 86_400_000).toISOString().slice(0, 10);
}
