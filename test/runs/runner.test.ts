import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseScenario } from '../../sim/scenario/index.ts';
import { simulate } from '../../sim/simulate.ts';
import { executeJob } from '../../src/runs/execute-job.ts';
import { inlineExecutor } from '../../src/runs/executors/inline.ts';
import { type FinishedRun, jobsOf, measureOf, type RunJob } from '../../src/runs/job.ts';
import { createRunner, Interrupted } from '../../src/runs/runner.ts';
import { openStore } from '../../src/runs/store/store.ts';
import { folderWith, small } from '../input/folder.ts';

const scenario = parse(small) as Record<string, unknown>;
const job = jobsOf({ ...scenario, horizon: '3d' });
const broken = jobsOf({ ...scenario, horizon: '-3d' });
const jobs = (count: number): RunJob[] => Array.from({ length: count }, (_, seed) => job(seed));
const built = join(import.meta.dirname, '..', '..', 'dist', 'src', 'runs', 'executors', 'processes.js');
const processes = async (count: number) => {
  const module = (await import(built)) as typeof import('../../src/runs/executors/processes.ts');
  return module.processExecutor(count, 'for a test');
};
const going = new AbortController().signal;
const runnerIn = (folder: string) => createRunner(openStore(folder), inlineExecutor('for a test'), going);
const segments = (folder: string) => readdirSync(join(folder, 'runs'));

describe('a job', () => {
  it('has a key that the scenario, the seed and what is kept of it determine, and nothing else', () => {
    const key = jobsOf(scenario)(1).key;
    expect(jobsOf(parse(small) as Record<string, unknown>)(1).key).toBe(key);
    const others = [
      jobsOf(scenario)(2),
      jobsOf(scenario)('1'),
      jobsOf({ ...scenario, horizon: '31d' })(1),
      jobsOf(scenario, ['*.members'])(1),
      jobsOf(scenario, [], ['sets'])(1),
    ];
    expect(new Set([key, ...others.map(other => other.key)]).size).toBe(6);
  });

  it('keeps the measures whose names fit a pattern', async () => {
    const all = await executeJob(job(1));
    const some = await executeJob(
      jobsOf({ ...scenario, horizon: '3d' }, ['one.main.members*', '*.net_apr'])(1),
    );
    if ('error' in all || 'error' in some) throw new Error('a run failed');
    const names = some.measures.map(({ name }) => name);
    expect(names).toEqual([
      'one.main.members.start',
      'one.main.members.mean',
      'one.main.members.end',
      'restakers.retail.net_apr',
    ]);
    for (const name of names) expect(measureOf(some, name)).toBe(measureOf(all, name));
  });
});

describe('a job that keeps tables', () => {
  it('gives the rows that the simulator gives, from the store too', async () => {
    const folder = folderWith();
    const one = jobsOf({ ...scenario, horizon: '3d' }, ['none'], ['sets', 'prices'])(1);
    await runnerIn(folder).run([one]);
    const parsed = parseScenario({ ...scenario, horizon: '3d' });
    if (!parsed.ok) throw new Error('the scenario is invalid');
    const rows = (table: string) => [...simulate(parsed.scenario, 1)].filter(row => row.table === table);
    expect(openStore(folder).find(one.key)).toEqual({
      key: one.key,
      seed: 1,
      measures: [],
      values: [],
      rows: { sets: rows('sets').map(row => row.values), prices: rows('prices').map(row => row.values) },
    });
  });
});

describe('executors', () => {
  it('give the same results inline and in processes', async () => {
    const all = [...jobs(6), broken(1)];
    const results = async (executor: ReturnType<typeof inlineExecutor>) => {
      const found = new Map<string, FinishedRun>();
      await executor.run(all, finished => found.set(finished.key, finished), going);
      await executor.close();
      return all.map(({ key }) => found.get(key));
    };
    const expected = await results(inlineExecutor('for a test'));
    expect(expected.at(-1)).toEqual({ key: all[6]!.key, seed: 1, error: expect.stringContaining('horizon') });
    expect(await results(await processes(2))).toEqual(expected);
  });

  it('end with the error of who hears of runs, whichever run it was', async () => {
    for (const executor of [inlineExecutor('for a test'), await processes(2)]) {
      for (const fatal of [1, 2, 4]) {
        let heard = 0;
        const hear = () => {
          if (++heard === fatal) throw new Error('no space');
        };
        await expect(executor.run(jobs(4), hear, going)).rejects.toThrow('no space');
      }
      await executor.close();
    }
  });

  it('pull jobs only when there is room for them, and none after the signal', async () => {
    const executors = [
      { executor: inlineExecutor('for a test'), room: 1 },
      // A message to a process has at most 64 jobs.
      { executor: await processes(2), room: 2 * 64 },
    ];
    for (const { executor, room } of executors) {
      const stop = new AbortController();
      let pulled = 0;
      let ended = 0;
      const counted = function* () {
        for (let seed = 0; ; seed++) {
          pulled++;
          expect(pulled - ended).toBeLessThanOrEqual(room);
          yield job(seed);
        }
      };
      const onFinished = () => {
        if (++ended === 5) stop.abort();
      };
      await executor.run(counted(), onFinished, stop.signal);
      await executor.close();
      expect(ended).toBe(pulled);
      expect(ended).toBeLessThanOrEqual(5 + room);
    }
  });
});

describe('a runner', () => {
  it('does a run once, in this session and the next', async () => {
    const folder = folderWith();
    const runner = runnerIn(folder);
    expect(await runner.run([...jobs(4), job(0), broken(0)])).toEqual({ found: 1, done: 4, failed: 1 });
    expect(await runner.run([...jobs(5), broken(0)])).toEqual({ found: 5, done: 1, failed: 0 });
    const next = runnerIn(folder);
    for (const { key } of jobs(5)) expect(next.find(key)).toEqual(runner.find(key));
    expect(next.find(jobs(3)[2]!.key)).toEqual(await executeJob(job(2)));
    expect(next.find(broken(0).key)).toMatchObject({ error: expect.stringContaining('horizon') });
    expect(next.find(job(9).key)).toBeUndefined();
    expect(await next.run(jobs(5))).toEqual({ found: 5, done: 0, failed: 0 });
  });

  it('loses the runs of a segment that was deleted or damaged and no others, and says which was damaged', async () => {
    const folder = folderWith();
    for (const seed of [0, 1, 2, 3]) await runnerIn(folder).run([job(seed)]);
    const before = segments(folder);
    const [deleted, damaged] = before;
    rmSync(join(folder, 'runs', deleted!));
    const path = join(folder, 'runs', damaged!);
    writeFileSync(path, readFileSync(path, 'utf8').replace('null', '1'));
    writeFileSync(join(folder, 'runs', '.half-written.123'), '{"done":');
    const store = openStore(folder);
    expect(store.warnings).toEqual([`runs/${damaged} was damaged: its runs are done again`]);
    expect(await createRunner(store, inlineExecutor(''), going).run(jobs(4))).toEqual({
      found: 2,
      done: 2,
      failed: 0,
    });
    expect(segments(folder)).toHaveLength(3);
    const found = openStore(folder);
    for (const { key, seed } of jobs(4)) expect(found.find(key)).toEqual(await executeJob(job(seed)));
  });

  it('loses nothing when the disk takes no more, and goes on when it does again', async () => {
    const folder = folderWith();
    const store = openStore(folder);
    const runner = createRunner(store, inlineExecutor(''), going);
    rmSync(join(folder, 'runs'), { recursive: true });
    await expect(runner.run(jobs(2))).rejects.toThrow('ENOENT');
    mkdirSync(join(folder, 'runs'));
    expect(await runner.run(jobs(3))).toEqual({ found: 2, done: 1, failed: 0 });
    expect(openStore(folder).find(job(0).key)).toEqual(await executeJob(job(0)));
  });

  it('joins small segments, so that slow runs leave few files, and finds what was in them', async () => {
    const folder = folderWith();
    const store = openStore(folder);
    const runner = createRunner(store, inlineExecutor(''), going);
    for (const one of [broken(0), ...jobs(69)]) await runner.run([one]);
    expect(segments(folder).length).toBeLessThanOrEqual(32);
    for (const any of [store, openStore(folder)]) {
      for (const { key, seed } of jobs(69))
        expect(any.find(key)).toMatchObject({ key, seed, values: expect.anything() });
      expect(any.stateOf(broken(0).key)).toBe('failed');
    }
    expect(store.find(jobs(3)[2]!.key)).toEqual(await executeJob(job(2)));
  });

  it('keeps what was done when it is interrupted', async () => {
    const folder = folderWith();
    const stop = new AbortController();
    const store = openStore(folder);
    const work = createRunner(store, inlineExecutor(''), stop.signal).run(jobs(9), ({ done }) => {
      if (done === 3) stop.abort();
    });
    await expect(work).rejects.toThrow(Interrupted);
    expect(await runnerIn(folder).run(jobs(9))).toEqual({ found: 3, done: 6, failed: 0 });
  });
});
