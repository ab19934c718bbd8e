import { join } from 'node:path';
import { makeFolder } from '../../results/folder.ts';
import type { FinishedRun } from '../job.ts';
import { segmentText } from './segment.ts';
import { openStoredRuns, type RunState } from './stored-runs.ts';

/** The finished runs of a study, by the key of the job: on disk, and for a while in memory alone. */
export interface RunStore {
  /** What was found broken when it was opened, for people; the runs concerned are as if never done. */
  readonly warnings: readonly string[];
  /** How a run ended, or undefined where it has not been done. */
  stateOf(key: string): RunState | undefined;
  /** What a run gave, or undefined where it has not been done. */
  find(key: string): FinishedRun | undefined;
  /** Adds a finished run; it is on disk after at most a minute, and in short studies after half a second. */
  add(finished: FinishedRun): void;
  /** Writes what is only in memory to disk. Throws the system's error where that cannot be; nothing is then lost from memory. */
  flush(): void;
}

/** Most text of runs that is held back from the disk, in bytes. */
const MOST_BYTES = 2_000_000;

/** How long runs are held back, in milliseconds: long studies write less often, so that they leave few small files. */
function holdMs(elapsedMs: number): number {
  return Math.min(60_000, Math.max(500, elapsedMs / 100));
}

/**
 * Opens the store of a results directory: `runs/`, with segments of finished runs that are named after the digest
 * of their text. A segment that is not what its name says is removed with a warning, a draft that was never finished
 * without. The caller has claimed the directory.
 */
export function openStore(directory: string): RunStore {
  const folder = join(directory, 'runs');
  makeFolder(folder);
  const stored = openStoredRuns(folder);
  const waiting = new Map<string, FinishedRun>();
  let waitingBytes = 0;
  let timer: NodeJS.Timeout | undefined;
  let lastWriteFailed = false;
  const opened = performance.now();

  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.size === 0) return;
    lastWriteFailed = true;
    stored.append(segmentText(waiting.values()));
    waiting.clear();
    waitingBytes = 0;
    lastWriteFailed = false;
    stored.joinSmallSegments();
  };
  const flushQuietly = (): void => {
    try {
      flush();
    } catch {
      // A timer has no caller to tell: the next run that is added writes at once, and its caller hears of the error.
    }
  };
  return {
    warnings: stored.damaged.map(name => `runs/${name} was damaged: its runs are done again`),
    stateOf(key) {
      const found = waiting.get(key);
      if (found === undefined) return stored.stateOf(key);
      return 'error' in found ? 'failed' : 'done';
    },
    find: key => waiting.get(key) ?? stored.find(key),
    add(finished) {
      waiting.set(finished.key, finished);
      waitingBytes += sizeOf(finished);
      if (lastWriteFailed || waitingBytes >= MOST_BYTES) flush();
      else timer ??= setTimeout(flushQuietly, holdMs(performance.now() - opened)).unref();
    },
    flush,
  };
}

/** About how many bytes a run takes on disk. */
function sizeOf(finished: FinishedRun): number {
  if ('error' in finished) return finished.error.length + 100;
  const cells = Object.values(finished.rows ?? {}).map(rows => rows.length * (rows[0]?.length ?? 0));
  return 20 * finished.values.length + 12 * cells.reduce((a, b) => a + b, 0);
}
