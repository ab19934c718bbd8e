import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { displayPath } from '../../input/problem.ts';
import { type ClaimHolder, claimDirectory } from '../../results/claim.ts';
import { EnvironmentError } from '../../results/environment-error.ts';
import { isDiskFull, makeFolder } from '../../results/folder.ts';
import { withFolderErrors } from '../../results/results-directory.ts';
import { holdsResults } from '../../results/results-root.ts';
import type { Executor } from '../../runs/executors/executor.ts';
import { localExecutor } from '../../runs/executors/local-executor.ts';
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

/** Options of verbs that do runs and keep them: how many at once, and who does them. */
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

/** What a command needs to do runs and keep them in a results directory. */
export interface RunnerSettings extends RunnerArguments {
  /** Results directory, as an absolute path; it is made if need be, and claimed for this process. */
  readonly directory: string;
  /** The command that continues where this one stopped. */
  readonly resume: string;
}

/** The number of runs at once that `--jobs` asks for; undefined for as many as there are processors. */
export function parseJobs(jobs: string | undefined): number | undefined {
  return jobs === undefined ? undefined : wholeNumber('jobs', jobs, 1, 1_024);
}

/**
 * Claims a results directory, opens the store of runs there, starts who does runs, and has the verb work with them. Prints
 * what was found broken in the store. The first interrupt lets the runs that have begun end, and prints how to continue;
 * the second stops at once.
 *
 * @param work what the verb does; gives the exit code
 * @returns the exit code
 * @throws UsageError when options do not fit together, when another process works in the directory, or when it holds
 *   something else
 * @throws EnvironmentError when the disk is full, or no Redis answers
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
  let interrupted = false;
  // The first signal only asks: who does runs looks at it between runs.
  const onSignal = () => {
    if (stop.signal.aborted) {
      try {
        store?.flush();
      } finally {
        claimed.release();
        say(`stopped: runs that are done are kept; continue with\n  ${resume}`);
        process.exit(exit.interrupted);
      }
    }
    stop.abort();
    say('interrupted: runs that have begun will be finished; interrupt again to stop at once');
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    if (claimed.former !== undefined) say(`taken over from ${processName(claimed.former)}, which is dead`);
    store = openStore(directory);
    for (const warning of store.warnings) say(warning);
    executor = await makeExecutor();
    if (!quiet) say(`${executor.jobs} at once, ${executor.name} (${executor.why})`);
    return await work(createRunner(store, executor, stop.signal));
  } catch (error) {
    if (isDiskFull(error)) {
      throw new EnvironmentError(
        `no space left for ${displayPath(directory)}; what is on disk is kept; once there is room, continue with\n  ${resume}`,
      );
    }
    if (!(error instanceof Interrupted)) throw error;
    say(`interrupted: runs that are done are kept; continue with\n  ${resume}`);
    interrupted = true;
    return exit.interrupted;
  } finally {
    // In this order: nobody else may have the directory while runs may still be written there.
    await executor?.close();
    claimed.release();
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    // A connection to a Redis that does not answer would be tried again and again, and keep the process alive.
    if (interrupted) process.exit(exit.interrupted);
  }
}

/**
 * A function that makes the executor that the options ask for; what is wrong with the options is found before that.
 *
 * @throws UsageError when the options do not fit together
 */
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

/** Claims a results directory, which is made if need be; throws UsageError when it holds something else, or is claimed. */
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
    'wait until it ends and give the command again: its runs are not done again',
  );
}

/** Whether a folder holds nothing, or results that this tool has finished or begun. */
function isEmptyOrResults(directory: string): boolean {
  if (!statSync(directory).isDirectory()) return false;
  if (holdsResults(directory)) return true;
  return readdirSync(directory).every(name => name.startsWith('lock'));
}

function processName({ pid, host }: ClaimHolder): string {
  return `process ${pid} of ${host}`;
}
