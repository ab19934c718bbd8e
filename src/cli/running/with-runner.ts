import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { displayPath } from '../../input/problem.ts';
import { type ClaimHolder, claimDirectory } from '../../results/claim.ts';
import { EnvironmentError } from '../../results/environment-error.ts';
import { isDiskFull, makeFolder } from '../../results/folder.ts';
import { withFolderErrors } from '../../results/results-directory.ts';
import { holdsResults } from '../../results/results-root.ts';
import { type Executor, localExecutor } from '../../runs/executors/executor.ts';
import { createRunner, Interrupted, type Runner } from '../../runs/runner.ts';
import { openStore, type RunStore } from '../../runs/store/store.ts';
import { exit, UsageError } from '../exit.ts';
import { text, wholeNumber } from '../options.ts';
import { say } from '../terminal.ts';
import { parseRedisAddress, reachRedis, redisOption } from './redis-option.ts';

/** `--jobs`. */
export const jobsOption = text(
  'Runs at once, each in a process; by default as many as there are processors. 1 uses no others',
);

/** Options that say who does the runs of a command. */
export const runnerOptions = {
  jobs: jobsOption,
  executor: {
    choices: ['processes', 'queue'] as const,
    default: 'processes' as const,
    describe: 'Who does the runs: processes of this machine, or the workers of a queue on Redis',
  },
  redis: redisOption,
} as const;

/** Values of the {@link runnerOptions}. */
export interface RunnerArguments {
  readonly executor?: 'processes' | 'queue';
  readonly redis?: string | undefined;
  readonly jobs?: string | undefined;
  readonly quiet: boolean;
}

/** What a command needs to work in a runner. */
export interface RunnerSettings extends RunnerArguments {
  /** Results directory: absolute; it is made, and claimed for this process. */
  readonly directory: string;
  /** The command that goes on where this one stopped. */
  readonly resume: string;
}

/** The number of runs at once that `--jobs` asks for; undefined for as many as there are processors. */
export function parseJobs(jobs: string | undefined): number | undefined {
  return jobs === undefined ? undefined : wholeNumber('jobs', jobs, 1, 1_024);
}

/**
 * Works in a runner in a results directory: claims it, opens its store and starts processes; says what was found broken
 * there. The first interrupt lets running runs end and says how to go on; the second stops at once. The exit code.
 *
 * @throws UsageError when another process works in the directory, or when it holds something else
 */
export async function withRunner(
  settings: RunnerSettings,
  work: (runner: Runner) => Promise<number>,
): Promise<number> {
  const { directory, quiet, resume } = settings;
  const makeExecutor = executorMaker(settings);
  const claimed = claimResultsDirectory(directory);
  const stop = new AbortController();
  let store: RunStore | undefined;
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
    if (claimed.former !== undefined) say(`taken over from ${processName(claimed.former)}, which is dead`);
    store = openStore(directory);
    for (const complaint of store.complaints) say(complaint);
    executor = await makeExecutor();
    if (!quiet) say(`${executor.jobs} at once, ${executor.name} (${executor.why})`);
    return await work(createRunner(store, executor, stop.signal));
  } catch (error) {
    if (isDiskFull(error)) {
      throw new EnvironmentError(
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
function executorMaker({ executor = 'processes', redis, jobs }: RunnerSettings): () => Promise<Executor> {
  if (executor === 'processes') {
    if (redis !== undefined) throw new UsageError('invalid option: --redis', 'it needs --executor queue');
    const asked = parseJobs(jobs);
    return () => localExecutor(asked);
  }
  if (jobs !== undefined)
    throw new UsageError('invalid option: --jobs', 'each worker of the queue has its own');
  if (redis === undefined) throw new UsageError('missing option: --redis', 'say where the queue is');
  const address = parseRedisAddress(redis);
  return () =>
    reachRedis(async () => (await import('../../runs/executors/redis-queue.ts')).queueExecutor(address, say));
}

/** Claims a results directory, made where there is none. */
function claimResultsDirectory(directory: string) {
  if (existsSync(directory) && !isEmptyOrResults(directory)) {
    throw new UsageError(
      `invalid results directory: ${displayPath(directory)} exists and holds no results of opset`,
      'choose another --out',
    );
  }
  withFolderErrors(dirname(directory), () => makeFolder(directory));
  const claimed = claimDirectory(directory);
  if (!('holder' in claimed)) return claimed;
  throw new UsageError(
    `invalid results directory: ${processName(claimed.holder)} works in ${displayPath(directory)}`,
    'wait for its end and run this again: what it did is found',
  );
}

/** Whether a study may go on in a folder: it is finished or has begun there, or nothing has. */
function isEmptyOrResults(directory: string): boolean {
  if (!statSync(directory).isDirectory()) return false;
  if (holdsResults(directory)) return true;
  return readdirSync(directory).every(name => name.startsWith('lock'));
}

function processName({ pid, host }: ClaimHolder): string {
  return `process ${pid} of ${host}`;
}
