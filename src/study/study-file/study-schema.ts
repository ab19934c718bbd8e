import { z } from 'zod';
import { tables } from '../../../sim/measures/tables/index.ts';
import { headline, question } from '../../../sim/scenario/index.ts';
import { quantity } from '../../../sim/scenario/values/quantity.ts';
import { name } from '../../../sim/scenario/values/units.ts';
import { numberPattern, writtenValue } from '../factors/written-number.ts';
import { objective } from './objective-schema.ts';

/** A number as people write it in a scenario: plain, in percent, or a duration. */
const written = z
  .union([z.number(), z.string().regex(numberPattern)], {
    error: 'invalid number: write 0.5, 50% or a duration such as 14d',
  })
  .describe('A number: 0.5, 50%, or a duration such as 14d');

const level = z.union([z.number(), z.boolean(), z.string().min(1)]).describe('A value of the factor');

/** Tables that a run yields but for its summary, which is its measures. */
const runTables = tables.map(({ name }) => name).filter(name => name !== 'summary');

const factorName = z
  .string()
  .regex(/^[A-Za-z]\w{0,31}$/, 'invalid factor name: a letter, then letters, digits and _ (32 at most)')
  .refine(
    name => !['run', 'point', 'replicate', 'seed'].includes(name),
    'invalid factor name: design.csv has a column of this name already',
  );

const whole = (least: number, most: number) => z.number().int().min(least).max(most);

const factor = z
  .strictObject({
    path: z
      .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
      .describe('What it changes in the scenario, by the paths of --set'),
    levels: z
      .union([z.array(level).min(1), z.record(z.string().min(1), z.unknown())])
      .describe('Its values: a list, or {name: value} where the values are not numbers or words')
      .optional(),
    range: z.tuple([written, written]).describe('Lowest and highest value').optional(),
    steps: whole(2, 10_000).describe('Number of equally spaced values of the range in a grid').optional(),
    log: z.boolean().describe('Spread over the range by ratio, not by difference').optional(),
    integer: z.boolean().describe('Only whole numbers of the range').optional(),
    distribution: quantity(written.transform(writtenValue), 'none unless it is given')
      .describe('As in scenarios, but drawn by quantile, and below 0 too unless a minimum is given')
      .optional(),
    is: z.string().min(1).describe('A formula over other factors that it follows').optional(),
  })
  .describe('What a study varies');

const design = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('grid') }).describe('Every combination of levels'),
    z
      .strictObject({ kind: z.literal('points'), points: z.array(z.record(z.string(), level)).min(1) })
      .describe('The points that are listed, each {factor: value, ...}'),
    z.strictObject({ kind: z.literal('zip') }).describe('First levels together, second levels together, ...'),
    z
      .strictObject({ kind: z.literal('latinHypercube'), points: whole(2, 100_000) })
      .describe('Each factor in as many equal slices as there are points, each slice once'),
    z
      .strictObject({
        kind: z.literal('sobol'),
        points: whole(1, 1_000_000),
        scramble: z.boolean().default(false).describe('Random digits, same evenness, by the seed'),
      })
      .describe('The Sobol sequence; best with a power of two of points'),
    z
      .strictObject({
        kind: z.literal('saltelli'),
        base: whole(2, 100_000).describe('Base sample; best a power of two'),
        secondOrder: z.boolean().default(false).describe('Interactions of pairs, for twice the runs'),
      })
      .describe('For Sobol indices: base x (factors + 2) points, with secondOrder base x (2 factors + 2)'),
    z
      .strictObject({
        kind: z.literal('morris'),
        trajectories: whole(2, 10_000).default(20),
        levels: whole(2, 100)
          .refine(levels => levels % 2 === 0, 'invalid levels: it must be an even number')
          .default(4),
      })
      .describe('For screening: trajectories x (factors + 1) points, one factor changed at a time'),
  ])
  .describe('Which points of the factors are run');

const replicates = z
  .union([
    whole(1, 100_000),
    z.strictObject({
      until: z.strictObject({
        measure: z.string().min(1),
        halfWidth: z
          .union([z.number().positive(), z.string().regex(/^\d+(\.\d+)?%$/)])
          .describe("Half of the 95% interval: in the measure's unit, or as a percentage of its mean"),
      }),
      least: whole(2, 100_000).default(10),
      most: whole(2, 100_000).default(200),
    }),
  ])
  .describe(
    'Runs at each point, the same seeds at all; or until a measure is known well enough, which it is not while all runs agree',
  );

/** The input language of studies: experiments on a scenario. */
export const StudyFile = z
  .strictObject({
    name: name.describe('Name of the study: it names the results directory'),
    description: z.string().default('').describe('What question it answers'),
    question: question.optional(),
    headline: headline.optional(),
    scenario: z.string().min(1).describe('Scenario file, from the folder of this file'),
    set: z
      .record(z.string(), z.unknown())
      .default({})
      .describe('Changes of the scenario, by the paths of --set'),
    seed: z
      .union([z.number().int(), z.string().min(1)])
      .describe("Root of all randomness, in place of the scenario's")
      .optional(),
    factors: z
      .record(factorName, factor)
      .refine(factors => Object.keys(factors).length > 0, 'missing factors: a study has at least one'),
    constraints: z
      .array(z.string().min(1))
      .default([])
      .describe('Conditions on factors; points that break one are left out and counted'),
    design: design.prefault({ kind: 'grid' }),
    replicates: replicates.default(10),
    measures: z
      .array(z.string().min(1))
      .min(1)
      .default(['*'])
      .describe('Measures to keep; * stands for anything'),
    tables: z
      .array(z.enum(runTables, { error: `write some of ${runTables.join(', ')}` }))
      .default([])
      .describe('Tables of each run to keep whole, such as sets: for courses over time'),
    objective: objective.optional(),
  })
  .describe('An Opset study');

/** A study file with its defaults filled in. */
export type StudyFile = z.output<typeof StudyFile>;
