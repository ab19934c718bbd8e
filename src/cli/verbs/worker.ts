import type { Executor } from '../../runs/executors/executor.ts';
import { localExecutor } from '../../runs/executors/local-executor.ts';
import type { FinishedRun } from '../../runs/job.ts';
import { parseArguments } from '../arguments.ts';
import { exit, UsageError } from '../exit.ts';
import { flag, quietOption } from '../options.ts';
import { parseRedisAddress, reachRedis, redisOption } from '../running/redis-option.ts';
import { jobsOption, parseJobs } from '../running/with-runner.ts';
import { say } from '../terminal.ts';

const usage = {
  verb: 'worker',
  summary:
    'Do runs for others until interrupted: from a queue on Redis, or as JSON lines for another program.',
  examples: [
    [
      'opset worker --redis redis://10.0.0.5:6379',
      'join the queue there with all processors of this machine',
    ],
    ['opset sweep study.yaml --executor queue --redis redis://10.0.0.5:6379', 'what gives it work'],
    [`echo '{"id":1,"method":"describe"}' | opset worker --stdio`, 'what it understands'],
    [
      `echo '{"id":2,"method":"run","params":{"scenario":"my-avs.yaml","seed":7}}' | opset worker --stdio`,
      'one run',
    ],
  ],
  synopsis: '',
  positionals: {},
  options: {
    redis: redisOption,
    stdio: flag('Read requests from stdin and write answers to stdout, one JSON document a line'),
    jobs: jobsOption,
    quiet: quietOption,
  },
} as const;

/**
 * `opset worker`: does runs for others, those of a queue until it is interrupted or, with `--stdio`, those that lines of
 * its input ask for until that ends.
 *
 * @returns exit code 0
 * @throws UsageError unless one of the two is asked for
 */
export async function worker(argv: readonly string[]): Promise<number> {
  const args = parseArguments(usage, argv);
  if (args.stdio && args.redis !== undefined) {
    throw new UsageError(
      'invalid options: --stdio and --redis',
      'give one of them, not both: where work comes from',
    );
  }
  if (!args.stdio && args.redis === undefined) {
    throw new UsageError('missing option: --redis or --stdio', 'give one of them: where work comes from');
  }
  const executor = await localExecutor(parseJobs(args.jobs));
  try {
    if (args.redis === undefined)
      await (await import('../running/serve-requests.ts')).serveRequests(executor);
    else await serveQueue(parseRedisAddress(args.redis), executor, args.quiet);
    return exit.done;
  } finally {
    await executor.close();
  }
}

/**
 * Does runs of the queue until a signal comes. The first lets the runs that have begun end; the second stops at once,
 * and another worker does those runs.
 *
 * @throws EnvironmentError when no Redis answers
 */
async function serveQueue(url: string, executor: Executor, quiet: boolean): Promise<void> {
  const { startQueueWorker } = await import('../../runs/executors/queue-worker.ts');
  let done = 0;
  let failed = 0;
  const count = (finished: FinishedRun): void => {
    if ('error' in finished) failed++;
    else done++;
  };
  const joined = await reachRedis(() => startQueueWorker(url, executor, count, say));
  const left = await new Promise<'finished' | 'unreachable'>(resolve => {
    let leaving = false;
    const stop = () => {
      if (leaving) process.exit(exit.interrupted);
      leaving = true;
      say('leaving: runs that have begun will be finished; interrupt again to stop at once');
      joined.close().then(resolve, () => resolve('unreachable'));
    };
    process.on('SIGINT', stop).on('SIGTERM', stop);
    // Said when signals are heeded, for whoever waits for it to send one.
    if (!quiet)
      say(`waiting for runs, ${executor.jobs} at once (${executor.why}); Ctrl-C lets runs finish, then ends`);
  });
  if (left === 'unreachable') {
    await executor.close();
    say('no Redis answers: runs that have begun are left to others');
    // The connection would be tried again and again.
    process.exit(exit.interrupted);
  }
  if (!quiet) say(`${done} runs done, ${failed} failed`);
}
