import { z } from 'zod';

const bound = z
  .union([
    z.number(),
    z
      .string()
      .regex(
        /^-?\d+(\.\d+)?(%|s|m|h|d|w|y)$/,
        'invalid number: write it as the value is written, such as 0.5, 50% or 14d',
      ),
  ])
  .describe('A number, written as the value at the path: 150000, 70% or 14d');

const lever = z
  .strictObject({
    path: z
      .union([z.string(), z.array(z.string()).min(1)])
      .describe('Path of the number that it sets, as for --set; a list of paths all get the same'),
    label: z.string().optional().describe('What it is called; left out: its path'),
    min: bound,
    max: bound,
    step: bound.optional().describe('Distance between two of its values; left out: a hundredth of its range'),
    unit: z.string().optional().describe('Word behind its numbers, such as USD a week'),
  })
  .describe('A number of the scenario that a player may move');

/** What the playground offers of a scenario. It changes no run. */
export const play = z
  .strictObject({
    levers: z
      .array(lever)
      .min(1)
      .optional()
      .describe('Levers, in the order of the screen; left out: those that most AVS designers ask for'),
    show: z
      .array(z.string())
      .min(1)
      .optional()
      .describe('Measures to put first; * stands for any text; left out: those that a reader asks for first'),
  })
  .describe('What the playground offers: its levers, and the measures that it shows first');

/** A lever as the scenario describes it. */
export type WrittenLever = z.output<typeof lever>;

/**
 * The value at a dotted path of plain data, such as `avss.one.budget.usdPerWeek`; undefined where there is none. A key that
 * has dots itself is found as one step.
 */
export function valueAt(data: unknown, path: string): unknown {
  if (path === '') return data;
  if (typeof data !== 'object' || data === null) return undefined;
  const steps = path.split('.');
  for (let taken = 1; taken <= steps.length; taken++) {
    const key = steps.slice(0, taken).join('.');
    if (Object.hasOwn(data, key))
      return valueAt((data as Readonly<Record<string, unknown>>)[key], steps.slice(taken).join('.'));
  }
  return undefined;
}
