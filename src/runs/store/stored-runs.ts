import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { FinishedRun } from '../job.ts';
import type { MeasureSchema } from '../run-measure.ts';
import { createKeyIndex } from './key-index.ts';
import {
  createSegmentReader,
  readSegment,
  type SegmentEntry,
  segmentNames,
  writeSegment,
} from './segment.ts';

/** How a run ended: with results, or with an error. */
export type RunState = 'done' | 'failed';

/** The finished runs that are on disk, in the segments of a folder. */
export interface StoredRuns {
  /** Segments that were damaged when the folder was opened, and were removed. */
  readonly damaged: readonly string[];
  /** How a run ended, or undefined where it is in no segment. */
  stateOf(key: string): RunState | undefined;
  /** What a run gave, or undefined where it is in no segment. */
  find(key: string): FinishedRun | undefined;
  /** Writes the text of a segment and indexes its runs. Throws the system's error where it cannot be written. */
  append(text: string): void;
  /** Joins small segments to one where there are many, so that slow runs leave few files. */
  joinSmallSegments(): void;
}

/** Segments below this size in bytes are small, and so many of them are joined. */
const SMALL_BYTES = 100_000;
const MOST_SMALL = 32;

/**
 * Opens the segments in a folder. Drafts that were never finished are removed; segments that are not what their names
 * say are removed and listed as damaged. Where a run is in several segments, one in which it was done counts before
 * those in which it failed, and the later of two equal ones.
 */
export function openStoredRuns(folder: string): StoredRuns {
  const legends = new Map<string, readonly MeasureSchema[]>();
  const positions = createKeyIndex();
  const names: string[] = [];
  const small = new Set<string>();
  const damaged: string[] = [];

  const index = (name: string, entries: readonly SegmentEntry[]): void => {
    if (statSync(join(folder, name)).size < SMALL_BYTES) small.add(name);
    const segment = names.push(name) - 1;
    for (const { key, offset, failed } of entries) {
      const known = positions.get(key);
      // A run that was done once is done, though another try of it failed.
      if (failed && known !== undefined && !isFailed(known)) continue;
      positions.set(key, positionOf(segment, offset, failed));
    }
  };
  const found = segmentNames(folder);
  for (const draft of readdirSync(folder).filter(name => name.startsWith('.'))) {
    rmSync(join(folder, draft), { recursive: true, force: true });
  }
  for (const name of found) {
    const entries = readSegment(folder, name, legends);
    if (entries !== undefined) index(name, entries);
    else {
      rmSync(join(folder, name));
      damaged.push(name);
    }
  }

  const read = createSegmentReader(folder, legends);
  const append = (text: string): void => {
    const name = writeSegment(folder, text);
    index(name, readSegment(folder, name, legends)!);
  };
  return {
    damaged,
    stateOf(key) {
      const position = positions.get(key);
      if (position === undefined) return undefined;
      return isFailed(position) ? 'failed' : 'done';
    },
    find(key) {
      const position = positions.get(key);
      return position === undefined ? undefined : read(names[segmentOf(position)]!, offsetOf(position));
    },
    append,
    joinSmallSegments() {
      if (small.size < MOST_SMALL) return;
      const joined = [...small];
      // The new segment is there before the old ones go: a run may for a moment be in two, and never in none.
      append(joined.map(name => readFileSync(join(folder, name), 'utf8')).join(''));
      for (const name of joined) {
        small.delete(name);
        rmSync(join(folder, name), { force: true });
      }
    },
  };
}

/** How the runs in a results directory ended, by key, as far as they can be read; changes nothing on disk. */
export function readRunStates(directory: string): ReadonlyMap<string, RunState> {
  const folder = join(directory, 'runs');
  const states = new Map<string, RunState>();
  for (const name of existsSync(folder) ? segmentNames(folder) : []) {
    for (const { key, failed } of readSegment(folder, name, new Map()) ?? []) {
      if (!failed || !states.has(key)) states.set(key, failed ? 'failed' : 'done');
    }
  }
  return states;
}

/** One more than the greatest byte of a segment at which a run can begin: 1 GiB. */
const OFFSETS = 2 ** 30;

/**
 * Where a run is, as one number: number of the segment, byte in it, and whether the run failed. Exact up to 2^53,
 * which is 4 million segments.
 */
function positionOf(segment: number, offset: number, failed: boolean): number {
  return (segment * OFFSETS + offset) * 2 + (failed ? 1 : 0);
}

function isFailed(position: number): boolean {
  return position % 2 === 1;
}

function segmentOf(position: number): number {
  return Math.floor(position / (2 * OFFSETS));
}

function offsetOf(position: number): number {
  return Math.floor(position / 2) % OFFSETS;
}
