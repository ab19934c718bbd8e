import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Queue, Worker } from 'bullmq';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { inlineExecutor } from '../../../src/runs/executors/inline.ts';
import { queueName } from '../../../src/runs/executors/messages.ts';
import { pingRedis } from '../../../src/runs/executors/redis.ts';
import { queueExecutor } from '../../../src/runs/executors/redis-queue.ts';
import { type FinishedRun, jobsOf, type RunJob } from '../../../src/runs/job.ts';
import { opset, start } from '../../cli/opset.ts';
import { studyFolder, tablesIn } from '../../cli/study-folder.ts';
import { folderWith, small } from '../../input/folder.ts';
import { hasRedis, startRedis, startRedisServer } from './redis-server.ts';

const scenario = { ...(parse(small) as Record<string, unknown>), horizon: '3d' };
const jobs = (count: number): RunJob[] => Array.from({ length: count }, (_, seed) => jobsOf(scenario)(seed));
const going = new AbortController().signal;
const silent = () => {};

/** `opset worker` in a process of its own, once it has joined the queue. */
async function workerAt(url: string) {
  const worker = start(folderWith(), ['worker', '--redis', url, '--jobs', '1']);
  await new Promise<void>(resolve => {
    worker.child.stderr.on('data', chunk => {
      if (String(chunk).includes('waiting for runs')) resolve();
    });
  });
  return worker;
}

/** What an executor gives for jobs, in the order in which runs end. */
async function resultsOf(
  executor: ReturnType<typeof inlineExecutor>,
  all: readonly RunJob[],
): Promise<FinishedRun[]> {
  const results: FinishedRun[] = [];
  await executor.run(all, finished => results.push(finished), going);
  await executor.close();
  return results;
}

/** Segments of finished runs in the only results directory of a folder. */
function segmentsIn(folder: string): number {
  return readdirSync(folder, { recursive: true }).filter(path => String(path).endsWith('.jsonl')).length;
}

describe.skipIf(!hasRedis)('the queue', () => {
  it('fills the same tables as processes, though one of its workers is killed in the middle', async () => {
    const folder = studyFolder();
    const url = await startRedis();
    const [doomed, survivor] = await Promise.all([workerAt(url), workerAt(url)]);
    const words = [
      'sweep',
      'study.yaml',
      '--set',
      'horizon=60d',
      '--replicates',
      '8',
      '--executor',
      'queue',
      '--redis',
      url,
    ];
    const queued = start(folder, [...words, '--out', 'queued']);
    const runs = join(folder, 'queued');
    while (!existsSync(runs) || segmentsIn(runs) === 0) await new Promise(resolve => setTimeout(resolve, 20));
    expect(queued.child.exitCode).toBeNull();
    doomed.child.kill('SIGKILL');
    const { code, stdout, stderr } = await queued.ended;
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('2 at once, queue (2 workers on 127.0.0.1:');
    const local = await opset(folder, ...words.slice(0, 6), '--quiet', '--out', 'local');
    expect(tablesIn(join(folder, stdout.trimEnd()))).toEqual(tablesIn(join(folder, local.stdout.trimEnd())));
    survivor.child.kill('SIGTERM');
    const left = await survivor.ended;
    expect([left.code, left.stderr]).toEqual([0, expect.stringMatching(/\d+ runs done, 0 failed\n$/)]);
  }, 60_000);

  it('finds what a former command asked for and did not wait for, and leaves nothing behind', async () => {
    const url = await startRedis();
    const connection = await pingRedis(url);
    const queued = new Queue(queueName, { connection });
    const [job] = jobs(1);
    await queued.add('run', job, { jobId: job!.key });
    const worker = await workerAt(url);
    while ((await queued.getCompletedCount()) === 0) await new Promise(resolve => setTimeout(resolve, 20));
    expect(await resultsOf(await queueExecutor(url, silent), [job!])).toEqual(
      await resultsOf(inlineExecutor(''), [job!]),
    );
    expect(await queued.getJobCountByTypes('completed', 'failed', 'waiting', 'active')).toBe(0);
    await queued.close();
    worker.child.kill('SIGTERM');
    await worker.ended;
  }, 60_000);

  it('says at an interrupt how many runs it waits for, and waits for no others', async () => {
    const url = await startRedis();
    const connection = await pingRedis(url);
    const stop = new AbortController();
    let release = (): void => {};
    const worker = new Worker(
      queueName,
      async () => {
        await new Promise<void>(resolve => {
          release = resolve;
          stop.abort();
        });
        throw new Error('released');
      },
      { connection },
    );
    const said: string[] = [];
    const executor = await queueExecutor(url, text => {
      said.push(text);
      release();
    });
    const ended: FinishedRun[] = [];
    await executor.run(jobs(3), finished => ended.push(finished), stop.signal);
    expect(said).toEqual(['waiting for 1 run that workers have begun; interrupt again to stop at once']);
    expect(ended).toMatchObject([{ error: 'released' }]);
    await Promise.all([executor.close(), worker.close()]);
  });

  it('keeps the password of its address out of all that is written and printed', async () => {
    const folder = studyFolder(1);
    const { url } = await startRedisServer('--requirepass', 'pa55word');
    const address = url.replace('//', '//:pa55word@');
    const worker = await workerAt(address);
    const words = ['sweep', 'study.yaml', '--executor', 'queue', '--redis', address, '--set', 'horizon=3d'];
    const { code, stdout, stderr } = await start(folder, words).ended;
    expect(code, stderr).toBe(0);
    worker.child.kill('SIGTERM');
    const wrong = await start(folder, ['worker', '--redis', address.replace('pa55', 'pa66')]).ended;
    const said = stdout + stderr + (await worker.ended).stderr + wrong.stderr;
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
    expect(wrong.stderr).toContain('no Redis at 127.0.0.1');
    expect([said, ...files].filter(text => /pa[56]{2}word/.test(text))).toEqual([]);
    const manifest = files.find(text => text.startsWith('{\n  "tool"'))!;
    expect(manifest).toContain(url.replace('//', '//***@'));
  }, 60_000);

  it('lets a worker go at once that is told to while no Redis answers', async () => {
    const { url, kill } = await startRedisServer();
    const worker = await workerAt(url);
    kill();
    const told = performance.now();
    worker.child.kill('SIGTERM');
    const { code, stderr } = await worker.ended;
    expect(performance.now() - told).toBeLessThan(10_000);
    expect([code, stderr]).toEqual([130, expect.stringContaining('no Redis answers')]);
  }, 60_000);

  it('lets a command go at once that is interrupted while no Redis answers, and keeps what is done', async () => {
    const { url, kill } = await startRedisServer();
    const folder = studyFolder(1);
    const words = ['sweep', 'study.yaml', '--executor', 'queue', '--redis', url];
    const sweep = start(folder, words);
    await expect.poll(() => sweep.said(), { timeout: 30_000 }).toContain('0 workers');
    kill();
    const told = performance.now();
    sweep.child.kill('SIGINT');
    const { code, stderr } = await sweep.ended;
    expect(performance.now() - told).toBeLessThan(10_000);
    expect(code).toBe(130);
    expect(stderr).toContain('no Redis answers');
    expect(stderr).toContain('runs that are done are kept; continue with');
  }, 60_000);

  it('refuses messages that are no jobs, or whose key is not that of their content', async () => {
    const url = await startRedis();
    const queued = new Queue(queueName, { connection: await pingRedis(url) });
    const [job, other] = jobs(2);
    await queued.add('run', { rm: '-rf' }, { jobId: 'nonsense' });
    await queued.add('run', { ...job, key: other!.key }, { jobId: 'forged' });
    const worker = await workerAt(url);
    while ((await queued.getFailedCount()) < 2) await new Promise(resolve => setTimeout(resolve, 20));
    const reasons = (await queued.getFailed()).map(({ id, failedReason }) => [id, failedReason]).sort();
    expect(reasons).toEqual([
      ['forged', expect.stringContaining('invalid job: its key is not that of its content')],
      ['nonsense', expect.stringContaining('invalid job: key')],
    ]);
    await queued.close();
    worker.child.kill('SIGTERM');
    await worker.ended;
  }, 60_000);
});

describe('a worker that cannot work', () => {
  it('says that there is no Redis where it was sent', async () => {
    const { code, stderr } = await opset(folderWith(), 'worker', '--redis', 'redis://127.0.0.1:1');
    expect(stderr).toMatch(
      /no Redis at 127\.0\.0\.1:1: connect ECONNREFUSED.*\n {2}start one: redis-server\n$/,
    );
    expect(code).toBe(1);
  });

  it.each([
    [['--redis', 'localhost'], 'invalid redis: it does not begin with redis://', 2],
    [[], 'missing option: --redis or --stdio', 2],
    [['--stdio', '--redis', 'redis://127.0.0.1'], 'give one of them, not both', 2],
  ])('says what is wrong with %j', async (args, message, expected) => {
    const { code, stderr } = await opset(folderWith(), 'worker', ...args);
    expect(stderr).toContain(message);
    expect(code).toBe(expected);
  });
});
