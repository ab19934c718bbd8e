import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../../results/folder.ts';
import type { FinishedRun, Legend } from '../job.ts';
import { createKeyIndex } from './key-index.ts';
import {
  createSegmentReader,
  readSegment,
  type SegmentEntry,
  segmentNames,
  segmentText,
  writeSegment,
} from './segment.ts';

/** The finished runs of a study on disk, by the key of the job. */
export interface RunStore {
  /** What was found broken when it was opened, for people; the runs concerned are as if never done. */
  readonly complaints: readonly string[];
  /** How a run ended, or undefined where it has not been done. */
  has(key: string): 'done' | 'failed' | undefined;
  /** What a run gave. */
  find(key: string): FinishedRun | undefined;
  /** Adds a finished run; it is on disk within the time that {@link flush} is put off. */
  add(finished: FinishedRun): void;
  /** Puts what is only in memory on disk. Throws the system's error where that cannot be; nothing is then lost from memory. */
  flush(): void;
}

/** Most text of runs that is held back from the disk. */
const mostBytes = 2_000_000;

/** Segments below this size are small, and so many of them are made one. */
const smallBytes = 100_000;
const mostSmall = 32;

/** How long runs are held back: long sweeps write less often, so that a week of them is no storm of small files. */
const holdMs = (elapsedMs: number): number => Math.min(60_000, Math.max(500, elapsedMs / 100));

/**
 * Opens the store of a results directory: `runs/`, with segments of finished runs that are named after the digest
 * of their text. A segment that is not what its name says is removed with a complaint, a draft that was never finished
 * without. The caller has claimed the directory.
 */
export function openStore(directory: string): RunStore {
  const folder = join(directory, 'runs');
  makeFolder(folder);
  const complaints: string[] = [];
  const legends = new Map<string, Legend>();
  const places = createKeyIndex();
  const names: string[] = [];
  const waiting = new Map<string, FinishedRun>();
  let waitingBytes = 0;
  let timer: NodeJS.Timeout | undefined;
  let overdue = false;
  const opened = performance.now();

  for (const draft of readdirSync(folder).filter(name => name.startsWith('.'))) {
    rmSync(join(folder, draft), { recursive: true, force: true });
  }
  /** Segments that are worth joining. */
  const small = new Set<string>();
  const index = (name: string, entries: readonly SegmentEntry[]): void => {
    if (statSync(join(folder, name)).size < smallBytes) small.add(name);
    const segment = names.push(name) - 1;
    for (const { key, offset, failed } of entries) {
      const known = places.get(key);
      // A run that was done once is done, whatever became of another try.
      if (failed && known !== undefined && !isFailed(known)) continue;
      places.set(key, placeOf(segment, offset, failed));
    }
  };
  for (const name of segmentNames(folder)) {
    const entries = readSegment(folder, name, legends);
    if (entries !== undefined) index(name, entries);
    else {
      rmSync(join(folder, name));
      complaints.push(`runs/${name} was damaged: its runs are done again`);
    }
  }

  const read = createSegmentReader(folder, legends);
  const append = (text: string): void => {
    const name = writeSegment(folder, text);
    index(name, readSegment(folder, name, legends)!);
  };
  const joinSmall = (): void => {
    const joined = [...small];
    const text = joined.map(name => readFileSync(join(folder, name), 'utf8')).join('');
    // The new one is there before the old ones go: a run may for a moment be in two, and never in none.
    append(text);
    for (const name of joined) {
      small.delete(name);
      rmSync(join(folder, name), { force: true });
    }
  };
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.size === 0) return;
    overdue = true;
    append(segmentText(waiting.values()));
    waiting.clear();
    waitingBytes = 0;
    overdue = false;
    if (small.size >= mostSmall) joinSmall();
  };
  const flushQuietly = (): void => {
    try {
      flush();
    } catch {
      // Nobody is there to hear of it now: the next run that is added tries again, and tells.
    }
  };
  return {
    complaints,
    has(key) {
      const found = waiting.get(key);
      if (found !== undefined) return 'error' in found ? 'failed' : 'done';
      const place = places.get(key);
      if (place === undefined) return undefined;
      return isFailed(place) ? 'failed' : 'done';
    },
    find(key) {
      const place = places.get(key);
      return (
        waiting.get(key) ??
        (place === undefined ? undefined : read(names[segmentOf(place)]!, offsetOf(place)))
      );
    },
    add(finished) {
      waiting.set(finished.key, finished);
      waitingBytes += sizeOf(finished);
      if (overdue || waitingBytes >= mostBytes) flush();
      else timer ??= setTimeout(flushQuietly, holdMs(performance.now() - opened)).unref();
    },
    flush,
  };
}

/** How the runs in a results directory ended, by key, as far as they can be read: changes nothing there. */
export function readEndedRuns(directory: string): Pick<RunStore, 'has'> {
  const folder = join(directory, 'runs');
  const ended = new Map<string, 'done' | 'failed'>();
  for (const name of existsSync(folder) ? segmentNames(folder) : []) {
    for (const { key, failed } of readSegment(folder, name, new Map()) ?? []) {
      if (!failed || !ended.has(key)) ended.set(key, failed ? 'failed' : 'done');
    }
  }
  return { has: key => ended.get(key) };
}

/** About how many bytes a run takes on disk. */
function sizeOf(finished: FinishedRun): number {
  if ('error' in finished) return finished.error.length + 100;
  const cells = Object.values(finished.rows ?? {}).map(rows => rows.length * (rows[0]?.length ?? 0));
  return 20 * finished.values.length + 12 * cells.reduce((a, b) => a + b, 0);
}

/** A place as one number: segment, byte, and whether the run failed. */
function placeOf(segment: number, offset: number, failed: boolean): number {
  return (segment * 2 ** 30 + offset) * 2 + (failed ? 1 : 0);
}

function isFailed(place: number): boolean {
  return place % 2 === 1;
}

function segmentOf(place: number): number {
  return Math.floor(place / 2 ** 31);
}

function offsetOf(place: number): number {
  return Math.floor(place / 2) % 2 ** 30;
}
