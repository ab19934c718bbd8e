import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { main, opset, start } from '../opset.ts';
import { linesOf, studyFolder, tablesIn } from '../study-folder.ts';

const reports = (folder: string) => {
  const path = join(folder, 'reports');
  return existsSync(path) ? readdirSync(path).map(name => join(path, name)) : [];
};
const segments = (folder: string) =>
  reports(folder).flatMap(directory => {
    const runs = join(directory, 'runs');
    return existsSync(runs)
      ? readdirSync(runs).filter(name => name.endsWith('.jsonl') && name[0] !== '.')
      : [];
  });

/** Starts a sweep and acts once there are runs on disk. */
async function sweepUntilRuns(folder: string, act: (child: ReturnType<typeof start>['child']) => unknown) {
  const { child, ended } = start(folder, ['sweep', 'study.yaml', '--jobs', '1', '--no-page']);
  const waiting = setInterval(() => {
    if (segments(folder).length === 0) return;
    clearInterval(waiting);
    act(child);
  }, 10);
  const result = await ended;
  clearInterval(waiting);
  return result;
}

/** Starts a sweep and interrupts it when it says something for the first time. */
function sweepInterrupted(folder: string, ...texts: readonly string[]) {
  const { child, ended } = start(folder, ['sweep', 'study.yaml', '--jobs', '1', '--no-page']);
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    const before = said;
    said += chunk;
    if (texts.some(text => !before.includes(text) && said.includes(text))) child.kill('SIGINT');
  });
  return ended;
}

/** The processes that one has started, on Linux. */
function childrenOf(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return text.trim().split(' ').map(Number);
}

/** Whether a process still runs. */
function isAlive(pid: number): boolean {
  return existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
}

describe('opset sweep', () => {
  it('survives a kill, a second sweep and an interrupt, and the same command completes it', async () => {
    const folder = studyFolder(10);
    const slow = readFileSync(join(folder, 'small.yaml'), 'utf8').replace('horizon: 10d', 'horizon: 200d');
    writeFileSync(join(folder, 'small.yaml'), slow);
    const expected = opset(folder, 'sweep', 'study.yaml', '--quiet', '--no-page', '--out', 'expected');

    let second: ReturnType<typeof opset> | undefined;
    const killed = await sweepUntilRuns(folder, async child => {
      // A process that stands still holds its claim.
      child.kill('SIGSTOP');
      second = opset(folder, 'sweep', 'study.yaml');
      expect(await second).toMatchObject({
        code: 2,
        stdout: '',
        stderr: expect.stringContaining(`process ${child.pid} of `),
      });
      child.kill('SIGKILL');
    });
    expect(second).toBeDefined();
    expect(killed).toMatchObject({ code: null, stdout: '' });

    const interrupted = await sweepInterrupted(folder, 'done before');
    expect(interrupted, interrupted.stderr).toMatchObject({ code: 130, stdout: '' });
    expect(interrupted.stderr).toMatch(/^taken over from process \d+ of .*, which is dead\n/);
    expect(interrupted.stderr).toMatch(/60 runs at 6 points, [1-9]\d* done before/);
    expect(interrupted.stderr).toMatch(
      /runs that are done are kept; continue with\n {2}npx opset sweep study.yaml --jobs 1 --no-page\n$/,
    );
    expect(existsSync(join(reports(folder)[0]!, 'manifest.json'))).toBe(false);

    const { code, stdout, stderr } = await opset(folder, 'sweep', 'study.yaml', '--jobs', '1', '--no-page');
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(/60 runs at 6 points, [1-9]\d* done before/);
    const reference = (await expected).stdout.trimEnd();
    expect(tablesIn(join(folder, stdout.trimEnd()))).toEqual(tablesIn(join(folder, reference)));
  });

  it('stops at once at the second interrupt and leaves the directory free', async () => {
    const folder = studyFolder(2);
    const endless = readFileSync(join(folder, 'small.yaml'), 'utf8').replace(
      'horizon: 10d',
      'horizon: 3650d',
    );
    writeFileSync(join(folder, 'small.yaml'), endless.replace('count: 5,', 'count: 5000,'));
    const ended = await sweepInterrupted(folder, 'done before', 'interrupt again');
    expect(ended).toMatchObject({ code: 130, stdout: '' });
    expect(readdirSync(reports(folder)[0]!)).not.toContain('lock');
  });

  it('finishes what runs at a Ctrl-C that its processes get too, and leaves none of them behind when killed', async () => {
    const folder = studyFolder(30);
    const slow = readFileSync(join(folder, 'small.yaml'), 'utf8').replace('horizon: 10d', 'horizon: 400d');
    writeFileSync(join(folder, 'small.yaml'), slow);
    const args = [main, 'sweep', 'study.yaml', '--jobs', '2', '--no-page'];
    const signalled = async (signal: 'SIGINT' | 'SIGKILL') => {
      const before = segments(folder).length;
      // A group of its own, as a shell gives to a command.
      const child = spawn(process.execPath, args, { cwd: folder, detached: true, stdio: 'ignore' });
      const ended = once(child, 'exit') as Promise<[number | null]>;
      while (segments(folder).length === before && child.exitCode === null)
        await new Promise(resolve => setTimeout(resolve, 10));
      const workers = childrenOf(child.pid!);
      process.kill(signal === 'SIGINT' ? -child.pid! : child.pid!, signal);
      const [code] = await ended;
      return { code, workers };
    };
    const killed = await signalled('SIGKILL');
    expect(killed).toMatchObject({ code: null, workers: [expect.any(Number), expect.any(Number)] });
    await expect.poll(() => killed.workers.filter(isAlive), { timeout: 10_000 }).toEqual([]);
    const interrupted = await signalled('SIGINT');
    expect(interrupted.code).toBe(130);
    const { code, stdout, stderr } = await opset(folder, 'sweep', 'study.yaml', '--no-page');
    expect(code, stderr).toBe(0);
    expect(linesOf(tablesIn(join(folder, stdout.trimEnd()))['failures.csv']!)).toEqual([]);
  });

  it('stops, and leaves no process behind, also where each run is within a day that takes minutes', async () => {
    const folder = studyFolder(1);
    const path = join(folder, 'small.yaml');
    const busy = readFileSync(path, 'utf8').replace(
      'count: 3',
      'count: 3000\n    policy: { reviewEvery: 1m }',
    );
    writeFileSync(path, busy.replace('horizon: 10d', 'horizon: 1d'));
    const run = start(folder, ['run', 'small.yaml', '--quiet', '--out', 'runs']);
    while (!existsSync(join(folder, 'runs'))) await new Promise(resolve => setTimeout(resolve, 20));
    await new Promise(resolve => setTimeout(resolve, 2_000));
    run.child.kill('SIGINT');
    expect(await run.ended).toMatchObject({ code: 130, stderr: expect.stringMatching(/^interrupted: /) });
    for (const signals of [['SIGINT', 'SIGINT'], ['SIGKILL']] as const) {
      const { child, ended } = start(folder, ['sweep', 'study.yaml', '--jobs', '2', '--no-page', '--quiet']);
      const workers = () => childrenOf(child.pid!).filter(pid => pid > 0);
      await expect.poll(() => workers().length, { timeout: 30_000 }).toBe(2);
      // By then both are within the day.
      await new Promise(resolve => setTimeout(resolve, 3_000));
      const begun = workers();
      for (const signal of signals) {
        child.kill(signal);
        await new Promise(resolve => setTimeout(resolve, 500));
      }
      await ended;
      await expect.poll(() => begun.filter(isAlive), { timeout: 10_000 }).toEqual([]);
    }
  }, 120_000);

  it('records a run that its process died of, and does the others', async () => {
    const folder = studyFolder(1);
    const study = readFileSync(join(folder, 'study.yaml'), 'utf8')
      .replace(
        'operators.ordinary.ownStake.eth, range: [5, 20], steps: 2',
        'restakers.retail.count, levels: [5, 1000000]',
      )
      .replace('levels: [500, 1000, 2000]', 'levels: [500]');
    writeFileSync(join(folder, 'study.yaml'), study);
    const args = ['sweep', 'study.yaml', '--jobs', '2', '--quiet', '--no-page'];
    const { code, stdout } = await start(folder, args, { NODE_OPTIONS: '--max-old-space-size=60' }).ended;
    expect(code).toBe(3);
    const tables = tablesIn(join(folder, stdout.trimEnd()));
    expect(linesOf(tables['failures.csv']!).map(cells => [cells[1], cells[4]])).toEqual([
      ['1', expect.stringMatching(/^the process of the run died: /)],
    ]);
    expect(new Set(linesOf(tables['measures.csv']!).map(([, point]) => point))).toEqual(new Set(['0']));
  });

  const canMount = spawnSync('unshare', ['-Urm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;
  it.skipIf(!canMount)('says that the disk is full, loses nothing, and goes on once there is room', () => {
    const folder = studyFolder(8);
    mkdirSync(join(folder, 'reports'));
    const sweep = `"$NODE" "$MAIN" sweep study.yaml --quiet --no-page --jobs 1; echo "code $?"`;
    const script = `mount -t tmpfs -o size=80k tmpfs reports
      ${sweep}; ls -A reports/*; mount -o remount,size=20m reports; ${sweep}; cp -r reports kept`;
    const env = { ...process.env, NODE: process.execPath, MAIN: main };
    const { stdout, stderr } = spawnSync('unshare', ['-Urm', 'sh', '-c', script], {
      cwd: folder,
      env,
      encoding: 'utf8',
    });
    expect(stderr).toMatch(
      /^error: no space left for .*; what is on disk is kept; once there is room, continue with\n {2}npx opset sweep/,
    );
    expect(stdout).toMatch(/^code 1\n/);
    expect(stdout.split('code')[1]).not.toMatch(/partial|manifest|lock/);
    expect(stdout).toMatch(/reports\/try-\w+\ncode 0\n$/);
    const other = studyFolder(8);
    const reference = spawnSync(process.execPath, [main, 'sweep', 'study.yaml', '--quiet', '--no-page'], {
      cwd: other,
      encoding: 'utf8',
    });
    const [name] = readdirSync(join(folder, 'kept'));
    expect(tablesIn(join(folder, 'kept', name!))).toEqual(tablesIn(join(other, reference.stdout.trimEnd())));
  });
});
