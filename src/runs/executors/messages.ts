import { z } from 'zod';
import { modelVersion } from '../../../sim/version.ts';
import type { FinishedRun, RunJob } from '../job.ts';
import { schemaOf, tupleOf } from '../run-measure.ts';

/** Name of the queue of runs; it has the version of the model, so that workers of another version do not take them. */
export const queueName = `opset-${modelVersion}`;

const key = z.string().regex(/^[0-9a-f]{64}$/);
const seed = z.union([z.number(), z.string()]);

const job = z.strictObject({
  key,
  // A scenario with its populations is far smaller; this bounds the memory that a message can take.
  scenario: z.string().max(64_000_000),
  seed,
  measures: z.array(z.string()),
  tables: z.array(z.string()),
});

/** A measure's schema: name, unit, meaning, better, aggregation. */
const measureTuple = z.tuple([z.string(), z.string(), z.string(), z.string(), z.string().nullable()]);

const row = z.array(z.union([z.number(), z.string()]).nullable());

const finished = z.union([
  z
    .strictObject({
      key,
      seed,
      legend: z.array(measureTuple),
      values: z.array(z.number().nullable()),
      rows: z.record(z.string(), z.array(row)).optional(),
    })
    .refine(({ legend, values }) => legend.length === values.length, {
      path: ['values'],
      error: 'not as many as the legend has measures',
    })
    .transform(({ legend, rows, ...done }) => ({
      ...done,
      measures: legend.map(schemaOf),
      ...(rows && { rows }),
    })),
  z.strictObject({ key, seed, error: z.string() }),
]);

/**
 * Parses and checks a job out of a message. Throws an error that says what is wrong with it. Its key is checked for
 * its form only: see `keyOf`.
 */
export function parseJob(message: unknown): RunJob {
  return read(job, 'job', message);
}

/**
 * The message of a finished run: its measures are a legend of tuples. Plain data that JSON can hold.
 * {@link parseFinishedRun} reads it.
 */
export function finishedRunMessage(finished: FinishedRun): unknown {
  if ('error' in finished) return finished;
  const { measures, ...rest } = finished;
  return { ...rest, legend: measures.map(tupleOf) };
}

/** Parses and checks the result of a run out of a message. Throws an error that says what is wrong with it. */
export function parseFinishedRun(message: unknown): FinishedRun {
  return read(finished, 'result', message);
}

function read<T>(schema: z.ZodType<T>, noun: string, message: unknown): T {
  const { success, data, error } = schema.safeParse(message);
  if (success) return data;
  const [issue] = error.issues;
  throw new Error(`invalid ${noun}: ${issue?.path.join('.')}: ${issue?.message}`);
}
