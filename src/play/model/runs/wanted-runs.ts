import type { Change } from '../levers/change.ts';
import { type RunRecord, settingKey } from './run-records.ts';

/** What the screen shows, as far as it decides on what is run. */
export interface PlayedSettings {
  readonly a: readonly Change[];
  readonly b: readonly Change[];
  /** Whether one run of each is shown, or many with intervals. */
  readonly luck: 'one' | 'all';
  /** Whether a lever is being moved: what is run then need not go far. */
  readonly isMoving: boolean;
  readonly days: number;
  readonly previewDays: number;
}

/** A run that is wanted, and how far. */
export interface WantedRun {
  readonly changes: readonly Change[];
  readonly replicate: number;
  readonly toDay: number;
}

/** Replicates of all luck: as many as `opset compare` does. */
export const REPLICATES = 20;

/** First replicate of each batch: each takes about as long as all before it. */
const batches = [1, 3, 6, 12];

/**
 * The runs that are wanted and not there yet, the most urgent first: the first days of B and A with the same luck, then
 * all days of both, then further replicates in batches that grow, in each of them pair by pair.
 *
 * @param recordOf what is known of a run, or undefined
 */
export function wantedRuns(
  { a, b, luck, isMoving, days, previewDays }: PlayedSettings,
  recordOf: (changes: readonly Change[], replicate: number) => RunRecord | undefined,
): WantedRun[] {
  const sides = settingKey(a) === settingKey(b) ? [b] : [b, a];
  const lacking = (replicate: number, toDay: number): WantedRun[] =>
    sides
      .filter(changes => {
        const record = recordOf(changes, replicate);
        return record === undefined || (record.day < toDay && !record.isDone);
      })
      .map(changes => ({ changes, replicate, toDay }));
  const first = lacking(0, previewDays);
  if (isMoving) return first;
  if (first.length > 0) return first.map(run => ({ ...run, toDay: days }));
  const whole = lacking(0, days);
  if (luck === 'one' || whole.length > 0) return whole;
  for (const [index, from] of batches.entries()) {
    const batch = range(from, batches[index + 1] ?? REPLICATES).flatMap(replicate =>
      lacking(replicate, days),
    );
    if (batch.length > 0) return batch;
  }
  return [];
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
