import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { displayPath } from '../../input/problem.ts';
import { claim, type Holder } from '../../results/claim.ts';
import { OutsideError } from '../../results/environment-error.ts';
import { isFull, makeFolder } from '../../results/folder.ts';
import { reach } from '../../results/results-directory.ts';
import { holdsResults } from '../../results/results-root.ts';
import { type Executor, localExecutor } from '../../runs/executor.ts';
import { createLab, Interrupted, type Lab } from '../../runs/runner.ts';
import { openStore, type Store } from '../../runs/store.ts';
import { exit, UsageError } from '../exit.ts';
import { text, wholeNumber } from '../options.ts';
import { say } from '../terminal.ts';
import { reachRedis, redisAddress, redisOption } from './redis-option.ts';

/** `--jobs`. */
export const jobsOption = text(
  'Runs at once, each in a process; by default as many as there are processors. 1 uses no others',
);

/** Options that say who does the runs of a command. */
export const labOptions = {
  jobs: jobsOption,
  executor: {
    choices: ['processes', 'queue'] as const,
    default: 'processes' as const,
    describe: 'Who does the runs: processes of this machine, or the workers of a queue on Redis',
  },
  redis: redisOption,
} as const;

/** Values of the {@link labOptions}. */
export interface LabArguments {
  readonly executor?: 'processes' | 'queue';
  readonly redis?: string | undefined;
  readonly jobs?: string | undefined;
  readonly quiet: boolean;
}

/** What a command needs to work in a lab. */
export interface LabSettings extends LabArguments {
  /** Results directory: absolute; it is made, and claimed for this process. */
  readonly directory: string;
  /** The command that goes on where this one stopped. */
  readonly resume: string;
}

/** The number of runs at once that `--jobs` asks for; undefined for as many as there are processors. */
export function jobsAsked(jobs: string | undefined): number | undefined {
  return jobs === undefined ? undefined : wholeNumber('jobs', jobs, 1, 1_024);
}

/**
 * Works in a lab in a results directory: claims it, opens its store and starts processes; says what was found broken
 * there. The first interrupt lets running runs end and says how to go on; the second stops at once. The exit code.
 *
 * @throws UsageError when another process works in the directory, or when it holds something else
 */
export async function inLab(settings: LabSettings, work: (lab: Lab) => Promise<number>): Promise<number> {
  const { directory, quiet, resume } = settings;
  const makeExecutor = executorFor(settings);
  const claimed = claimFor(directory);
  const stop = new AbortController();
  let store: Store | undefined;
  let executor: Executor | undefined;
  const onSignal = () => {
    if (stop.signal.aborted) {
      try {
        store?.flush();
      } finally {
        claimed.release();
        say(`stopped: what is done is kept; go on with\n  ${resume}`);
        process.exit(exit.interrupted);
      }
    }
    stop.abort();
    say('interrupted: the runs that have begun are finished; once more stops at once');
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    if (claimed.former !== undefined) say(`taken over from ${named(claimed.former)}, which is dead`);
    store = openStore(directory);
    for (const complaint of store.complaints) say(complaint);
    executor = await makeExecutor();
    if (!quiet) say(`${executor.jobs} at once, ${executor.name} (${executor.why})`);
    return await work(createLab(store, executor, stop.signal));
  } catch (error) {
    if (isFull(error)) {
      throw new OutsideError(
        `no space left for ${displayPath(directory)}; what is on disk is kept, and once there is room go on with\n  ${resume}`,
      );
    }
    if (!(error instanceof Interrupted)) throw error;
    say(`interrupted: what is done is kept; go on with\n  ${resume}`);
    return exit.interrupted;
  } finally {
    await executor?.close();
    claimed.release();
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}

/** How to make the executor that the options ask for; throws UsageError where they make no sense together. */
function executorFor({ executor = 'processes', redis, jobs }: LabSettings): () => Promise<Executor> {
  if (executor === 'processes') {
    if (redis !== undefined) throw new UsageError('invalid option: --redis', 'it needs --executor queue');
    const asked = jobsAsked(jobs);
    return () => localExecutor(asked);
  }
  if (jobs !== undefined)
    throw new UsageError('invalid option: --jobs', 'each worker of the queue has its own');
  if (redis === undefined) throw new UsageError('missing option: --redis', 'say where the queue is');
  const address = redisAddress(redis);
  return () => reachRedis(async () => (await import('../../runs/queue.ts')).queue(address, say));
}

/** Claims a results directory, made where there is none. */
function claimFor(directory: string) {
  if (existsSync(directory) && !isOurs(directory)) {
    throw new UsageError(
      `invalid results directory: ${displayPath(directory)} exists and holds no results of opset`,
      'choose another --out',
    );
  }
  reach(dirname(directory), () => makeFolder(directory));
  const claimed = claim(directory);
  if (!('holder' in claimed)) return claimed;
  throw new UsageError(
    `invalid results directory: ${named(claimed.holder)} works in ${displayPath(directory)}`,
    'wait for its end and run this again: what it did is found',
  );
}

/** Whether a study may go on in a folder: it is finished or has begun there, or nothing has. */
function isOurs(directory: string): boolean {
  if (!statSync(directory).isDirectory()) return false;
  if (holdsResults(directory)) return true;
  return readdirSync(directory).every(name => name.startsWith('lock'));
}

function named({ pid, host }: Holder): string {
  return `process ${pid} of ${host}`;
}
