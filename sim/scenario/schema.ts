import { z } from 'zod';
import { asset } from './asset.ts';
import { avs } from './avs.ts';
import { beliefs } from './beliefs.ts';
import { gpu, programmatic, shock } from './market.ts';
import { operatorGroup, restakerGroup } from './population.ts';
import { duration, name } from './units.ts';

/** The input language: everything a person may write in a scenario file, with units and defaults. */
export const Scenario = z
  .strictObject({
    name: name.describe(
      'Name of the scenario: it names the results directory; a file without one is a part, for others to extend',
    ),
    description: z.string().default('').describe('What question it answers and what to look at'),
    horizon: duration
      .refine(days => days > 0, 'invalid horizon: it must be longer than 0')
      .refine(days => days <= 36_500, 'invalid horizon: it must be at most 100y')
      .describe('Length of the run'),
    seed: z
      .union([z.number().int(), z.string().min(1)])
      .default(1)
      .describe('Root of all randomness'),
    sampleEvery: duration
      .refine(
        days => days >= 1 && Number.isInteger(days),
        'invalid sampleEvery: it must be whole days, 1d or more',
      )
      .prefault('7d')
      .describe('Period of the tables that are sampled'),
    attribution: z
      .enum(['cohorts', 'accounts'])
      .default('cohorts')
      .describe(
        'Whether to say who paid whom by cohort and group only, or by restaker account and operator too',
      ),
    assets: z.record(name, asset).describe('Assets with a price: strategies and reward tokens'),
    strategies: z.array(z.string()).min(1).max(32).describe('Assets that may be restaked'),
    gpus: z.record(name, gpu).default({}).describe('Kinds of GPU and their rental markets'),
    shocks: z.record(name, shock).default({}).describe('Common shocks'),
    programmatic: z.record(name, programmatic).default({}).describe('Programmatic incentives'),
    beliefs: beliefs.prefault({}),
    slashHold: duration
      .prefault('0d')
      .describe('Time that slashed stake is held before it is burned or paid out; 7d under ELIP-016'),
    avss: z
      .record(name, avs)
      .refine(avss => Object.keys(avss).length > 0, 'missing AVS: a scenario has at least one'),
    operators: z
      .record(name, operatorGroup)
      .refine(
        groups => Object.keys(groups).length > 0,
        'missing operators: a scenario has at least one group',
      ),
    restakers: z.record(name, restakerGroup).default({}).describe('Cohorts of restakers'),
  })
  .describe('An Opset scenario');

/** A resolved scenario: durations in days, fractions as numbers, every default filled in. */
export type Scenario = z.output<typeof Scenario>;

/** Where a scenario is wrong, what is wrong, and what to do. */
export interface Problem {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly help?: string;
  /** Names that there are, where one refers to nothing: the nearest may be meant. */
  readonly known?: readonly string[];
}

/** The number of members a group asks for: its count, or the rows of its CSV. */
export function sizeOf(group: { count?: number | undefined; rows?: readonly unknown[] | undefined }): number {
  return group.count ?? group.rows?.length ?? 0;
}

/** Upper limit on accounts and operators together, so that a misplaced zero is an error and not a dead machine. */
export const mostAccounts = 20_000_000;
