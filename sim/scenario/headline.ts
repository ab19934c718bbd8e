import { z } from 'zod';
import { change } from './values/units.ts';

/** A bound of a measure: in its own unit, or as a percentage. */
export const measureBound = z
  .union([z.number(), change], { error: 'invalid bound: write 0.95 or 95%' })
  .describe('A number in the unit of the measure, or a percentage');

/** What is asked, as one question: the title of a page. */
export const question = z
  .string()
  .min(1)
  .max(160, 'invalid question: write at most 160 characters')
  .describe('What it asks, as one question: the title of its page');

const headlineMeasure = z
  .strictObject({
    measure: z.string().min(1).describe('Name of a measure in summary.csv, such as inference.heavy.on_time'),
    atLeast: measureBound.optional().describe('Target: the mean over runs shall not be below'),
    atMost: measureBound.optional().describe('Target: the mean over runs shall not be above'),
  })
  .refine(
    ({ atLeast, atMost }) => atLeast === undefined || atMost === undefined,
    'invalid target: write atLeast or atMost, not both',
  )
  .describe('A measure to put first, with its target if it has one');

/**
 * The measures that answer a scenario's question. They change no run: pages and terminal put them first, and say whether
 * targets are met. Whether a run has such measures is checked where measures are known (`src/input`).
 */
export const headline = z
  .array(headlineMeasure)
  .min(1)
  .max(4)
  .describe('Up to four measures that answer the question; left out: those that a reader asks for first');

/** A measure to put first, as the scenario describes it. */
export type HeadlineMeasure = z.output<typeof headlineMeasure>;
