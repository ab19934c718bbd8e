import type { Change } from '../model/levers/change.ts';
import { type RunRecords, settingKey } from '../model/runs/run-records.ts';
import { type PlayedSettings, type WantedRun, wantedRuns } from '../model/runs/wanted-runs.ts';
import type { RunHandle, WorkerPool } from './worker-pool.ts';

/** Days that a run of a setting between others is let go on while a lever moves, so that there is something to see. */
const DAYS_IN_PASSING = 14;

/** A run that a worker has, and the day to which it was let. */
interface RunningRun extends WantedRun {
  readonly handle: RunHandle;
}

/** Has the runs done that the screen wants. */
export interface PlayRunner {
  /** Starts what is wanted and not there, stops what is not wanted any more. */
  update(settings: PlayedSettings): void;
  /** Forgets all runs under way: another scenario was opened. */
  reset(): void;
  /** Number of runs under way. */
  readonly running: number;
  /** Why a setting cannot be run; undefined where it can, as far as is known. */
  problemOf(changes: readonly Change[]): string | undefined;
}

/**
 * A runner that does runs in workers and keeps what they give. It is told the settings with every change of the
 * screen, and holds what is wanted against what is under way. Each news makes it look again, for a run that ended
 * makes room.
 *
 * @param onNews called when there is news of a run
 */
export function createPlayRunner(pool: WorkerPool, records: RunRecords, onNews: () => void): PlayRunner {
  const running = new Map<string, RunningRun>();
  /** Why settings cannot be run, by their keys: they are not tried again. */
  const problems = new Map<string, string>();
  let settings: PlayedSettings | undefined;

  const stop = (key: string): void => {
    running.get(key)?.handle.cancel();
    running.delete(key);
  };

  const start = (wanted: WantedRun, worker: number): void => {
    const { changes, replicate, toDay } = wanted;
    const key = keyOf(wanted);
    // News of a run that was stopped would otherwise stand before its own.
    records.begin(changes, replicate);
    const handle = pool.run(
      worker,
      { changes, replicate, toDay, details: replicate === 0 },
      {
        news: news => {
          records.add(changes, replicate, news);
          if (news.isDone) running.delete(key);
          onNews();
          if (settings) update(settings);
        },
        failed: error => {
          running.delete(key);
          problems.set(settingKey(changes), error.message);
          onNews();
        },
      },
    );
    running.set(key, { ...wanted, handle });
  };

  const update = (wishes: PlayedSettings): void => {
    settings = wishes;
    for (const [key, run] of running) {
      const day = records.of(run.changes).get(run.replicate)?.day ?? 0;
      if (!isWanted(run, day, wishes)) stop(key);
    }
    for (const wanted of wantedRuns(wishes, (changes, replicate) => records.of(changes).get(replicate))) {
      if (problems.has(settingKey(wanted.changes))) continue;
      const key = keyOf(wanted);
      const under = running.get(key);
      if (under === undefined) {
        // While a lever moves, one setting in passing after the other.
        const isFull = wishes.isMoving && running.size >= 2 * pool.size;
        const worker = isFull ? undefined : workerFor(wanted, pool.size, running.values());
        if (worker !== undefined) start(wanted, worker);
      } else if (under.toDay !== wanted.toDay) {
        under.handle.goOn(wanted.toDay);
        running.set(key, { ...under, toDay: wanted.toDay });
      }
    }
  };

  return {
    update,
    reset: () => {
      for (const key of [...running.keys()]) stop(key);
    },
    problemOf: changes => problems.get(settingKey(changes)),
    get running() {
      return running.size;
    },
  };
}

function keyOf({ changes, replicate }: Pick<WantedRun, 'changes' | 'replicate'>): string {
  return `${settingKey(changes)}#${replicate}`;
}

/** Whether a run under way is worth going on with: it is shown, or is that of a setting in passing that has hardly begun. */
function isWanted({ changes, replicate }: WantedRun, day: number, wishes: PlayedSettings): boolean {
  const { a, b, luck, isMoving } = wishes;
  const isShown = [settingKey(a), settingKey(b)].includes(settingKey(changes));
  if (isShown && (luck === 'all' || replicate === 0)) return true;
  return isMoving && replicate === 0 && day < DAYS_IN_PASSING;
}

/** A worker with room for a run: the first replicates need not wait for others to end. */
function workerFor(
  { replicate }: WantedRun,
  workers: number,
  running: Iterable<RunningRun>,
): number | undefined {
  const load = Array.from({ length: workers }, () => 0);
  for (const { handle } of running) load[handle.worker]!++;
  const least = load.indexOf(Math.min(...load));
  return load[least]! < (replicate === 0 ? 3 : 1) ? least : undefined;
}
