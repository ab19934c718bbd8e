import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { statistics } from '../../../src/study/statistics/statistics.ts';
import { opset } from '../opset.ts';
import { failingStudy, linesOf, studyFolder, tablesIn } from '../study-folder.ts';

const sweep = (folder: string, ...args: readonly string[]) =>
  opset(folder, 'sweep', 'study.yaml', '--quiet', '--no-page', ...args);
const manifestOf = (directory: string) => JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8'));

describe('opset sweep', () => {
  it('answers the question of the study in the terminal and at the top of its page, with the same sentence', async () => {
    const asked = 'question: Does it pay?\nheadline: [{ measure: one.main.cost, atLeast: 500 }]\n';
    const folder = studyFolder(2, asked);
    const { stdout, stderr } = await opset(folder, 'sweep', 'study.yaml', '--jobs', '1');
    const [, question, ...lines] = stderr.slice(stderr.indexOf('\nDoes it pay?')).split('\n');
    const sentence = lines.slice(0, lines.indexOf('')).join(' ');
    expect(question).toBe('Does it pay?');
    expect(sentence).toMatch(
      /^Over 12 runs at 6 points, no point is shown to meet the target \(not certain at all 6 points\)\. Lowest to /,
    );
    const page = readFileSync(join(folder, stdout.trimEnd(), 'index.html'), 'utf8');
    expect(page).toContain('<h1 class="question">Does it pay?</h1>');
    expect(page).toContain(`<p class="answer">${sentence}</p>`);
  });

  it('writes tidy tables of every run and every point, and says what to look at', async () => {
    const folder = studyFolder();
    const { code, stdout, stderr } = await opset(folder, 'sweep', 'study.yaml', '--jobs', '1');
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^reports\/try-[0-9a-f]{8}\n$/);
    expect(stderr).toContain('18 runs at 6 points');
    const directory = join(folder, stdout.trimEnd());
    const tables = tablesIn(directory);
    const design = linesOf(tables['design.csv']!);
    expect(design).toHaveLength(18);
    expect(design.slice(0, 4).map(([, ...cells]) => cells.join())).toEqual([
      '0,0,1,500,5',
      `0,1,${design[1]![3]},500,5`,
      `0,2,${design[2]![3]},500,5`,
      '1,0,1,500,20',
    ]);
    const measures = linesOf(tables['measures.csv']!);
    const cost = measures.filter(([, point, , measure]) => point === '4' && measure === 'one.main.cost');
    expect(cost.map(([run]) => run)).toEqual(design.filter(([, point]) => point === '4').map(([run]) => run));
    const { mean, sd, ci95 } = statistics(cost.map(cells => Number(cells[4])));
    const line = linesOf(tables['summary.csv']!).find(
      cells => cells[0] === '4' && cells[1] === 'one.main.cost',
    );
    expect(line?.slice(3, 8).map(Number)).toEqual([3, mean, sd, ...ci95!]);
    expect(tables['failures.csv']).toBe('run,point,replicate,seed,error\n');
    expect(JSON.parse(tables['columns.json']!).measures).toContainEqual(
      expect.objectContaining({ measure: 'one.main.cost', unit: 'USD/week', better: 'lower' }),
    );
    expect(manifestOf(directory)).toMatchObject({
      study: 'try',
      points: 6,
      runs: { planned: 18, done: 18, failed: 0 },
    });
    expect(readdirSync(directory)).not.toContain('lock');

    const page = readFileSync(join(directory, 'index.html'), 'utf8');
    for (const title of [
      'budget and stake change together',
      'What does budget change',
      'What does stake change',
    ]) {
      expect(page).toContain(title);
    }
    expect(page).toContain('one.main.cost is not shown to differ between the ends: ');
    for (const chart of ['map', 'by-budget', 'by-stake']) {
      expect(existsSync(join(directory, 'charts', `${chart}.png`)), chart).toBe(true);
    }
    const again = await opset(folder, 'report', stdout.trimEnd());
    expect(again).toMatchObject({ code: 0, stdout: `${stdout.trimEnd()}/index.html\n` });
    expect(readFileSync(join(directory, 'index.html'), 'utf8')).toBe(page);
  });

  it('gives the same bytes from processes, from its own resolved study, and merged from shards', async () => {
    const folder = studyFolder(3, 'tables: [sets]\n');
    const target = join(folder, (await sweep(folder, '--jobs', '1')).stdout.trimEnd());
    const expected = tablesIn(target);
    expect(expected['sets.csv']).toMatch(/^run,point,replicate,time_days,avs,set,/);
    const days = linesOf(expected['sets.csv']!).map(([run, , , day]) => `${run} ${day}`);
    const designed = linesOf(expected['design.csv']!).map(([run]) => run);
    expect(days).toEqual(
      designed.flatMap(run => Array.from({ length: 10 }, (_, day) => `${run} ${day + 1}`)),
    );
    const again = await opset(
      folder,
      'sweep',
      target,
      '--out',
      'again',
      '--jobs',
      '2',
      '--quiet',
      '--no-page',
    );
    expect(again).toMatchObject({
      code: 0,
      stdout: target.replace(`${folder}/reports`, 'again').concat('\n'),
    });
    expect(tablesIn(join(folder, again.stdout.trimEnd()))).toEqual(expected);

    const shards = await Promise.all(
      ['1/2', '2/2'].map(shard => sweep(folder, '--shard', shard, '--out', 'parts', '--jobs', '1')),
    );
    const [one, other] = shards.map(({ stdout }) => stdout.trimEnd());
    expect(await opset(folder, 'merge', one!)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('9 runs of the study are in none of the shards'),
    });
    const merged = await opset(folder, 'merge', one!, other!, '--quiet', '--no-page');
    expect(merged).toMatchObject({
      code: 0,
      stdout: target.replace(`${folder}/reports`, 'parts').concat('\n'),
    });
    expect(tablesIn(join(folder, merged.stdout.trimEnd()))).toEqual(expected);
  });

  it('does again only what was deleted or damaged, says so, and gives the same bytes', async () => {
    const folder = studyFolder();
    const directory = join(folder, (await sweep(folder, '--jobs', '1')).stdout.trimEnd());
    const expected = tablesIn(directory);
    const runs = join(directory, 'runs');
    const again = async () => {
      const ended = await sweep(folder, '--jobs', '1');
      expect(ended.code).toBe(0);
      expect(tablesIn(directory)).toEqual(expected);
      expect(manifestOf(directory).runs).toEqual({ planned: 18, done: 18, failed: 0 });
      return ended.stderr;
    };
    expect(await again()).toBe('');
    rmSync(join(runs, readdirSync(runs)[0]!));
    expect(await again()).toMatch(/^\d+ runs of this finished study are missing: they are done again\n$/);
    writeFileSync(join(runs, readdirSync(runs)[0]!), 'x', { flag: 'r+' });
    expect(await again()).toMatch(/^runs\/\w+\.jsonl was damaged: its runs are done again\n/);
    writeFileSync(join(directory, 'manifest.json'), '{"tool": "ops');
    expect(await again()).toBe('manifest.json was damaged: tables and manifest are made again\n');
    writeFileSync(join(directory, 'measures.csv'), 'run,point\n');
    expect(await again()).toBe('missing or changed, and made again: measures.csv\n');
  });

  it('goes on when a run fails, records its error and its seed, and ends with exit code 3', async () => {
    const folder = failingStudy(2, '[1000, 0.01]');
    const { code, stdout, stderr } = await sweep(folder, '--jobs', '1');
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr: `4 of 8 runs failed: see ${stdout.trimEnd()}/failures.csv\n`,
    });
    const tables = tablesIn(join(folder, stdout.trimEnd()));
    const failures = linesOf(tables['failures.csv']!);
    expect(failures.map(cells => cells.slice(1, 3).join())).toEqual(['2,0', '2,1', '3,0', '3,1']);
    for (const [run, point, replicate, seed, error] of failures) {
      expect(linesOf(tables['design.csv']!)).toContainEqual([
        run,
        point,
        replicate,
        seed,
        '0.01',
        expect.any(String),
      ]);
      expect(error).toMatch(/^"?invalid stake: /);
    }
    expect(new Set(linesOf(tables['measures.csv']!).map(([, point]) => point))).toEqual(new Set(['0', '1']));
  });

  it('adds replicates to those there are, or as many as an interval needs', async () => {
    const folder = studyFolder();
    const { stdout } = await sweep(folder, '--jobs', '1');
    const directory = join(folder, stdout.trimEnd());
    const before = linesOf(tablesIn(directory)['measures.csv']!);
    const more = await opset(folder, 'sweep', 'study.yaml', '--replicates', '4', '--jobs', '1', '--no-page');
    expect(more).toMatchObject({
      stdout,
      stderr: expect.stringContaining('24 runs at 6 points, 18 done before'),
    });
    const after = linesOf(tablesIn(directory)['measures.csv']!).map(cells => cells.join());
    for (const cells of before) expect(after).toContain(cells.join());

    const until = '{ until: { measure: one.main.cost, halfWidth: 70% }, least: 3, most: 60 }';
    const adaptive = studyFolder(until);
    const ended = await sweep(adaptive, '--jobs', '1');
    const tables = tablesIn(join(adaptive, ended.stdout.trimEnd()));
    const costs = linesOf(tables['summary.csv']!).filter(([, measure]) => measure === 'one.main.cost');
    expect(costs).toHaveLength(6);
    for (const [, , , n, mean, , low] of costs) {
      const isNarrow = Number(mean) - Number(low) <= 0.7 * Number(mean);
      expect(Number(n)).toSatisfy((count: number) => (isNarrow ? count >= 3 : count === 60));
    }
    expect(Math.max(...costs.map(cells => Number(cells[3])))).toBeGreaterThan(3);
    expect(linesOf(tables['design.csv']!)).toHaveLength(
      costs.reduce((sum, cells) => sum + Number(cells[3]), 0),
    );
  });

  it('says in a dry run how much work there is, and writes nothing', async () => {
    const folder = studyFolder(500, "constraints: ['budget < 2000 || stake < 10']\n");
    const { code, stderr } = await opset(folder, 'sweep', 'study.yaml', '--dry-run', '--jobs', '4');
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(/^5 points x 500 replicates: 2,500 runs\n {2}1 point left out by /);
    expect(stderr).toMatch(
      /0 runs done, 2,500 to do\nabout .* at 4 at once \(.* ms a run, measured\)\nabout .* MB/,
    );
    expect(readdirSync(folder).sort()).toEqual(['small.yaml', 'study.yaml']);
  });

  it('refuses points that are no scenario and options that are none, and leaves nothing on disk', async () => {
    const folder = studyFolder();
    const bad = readFileSync(join(folder, 'study.yaml'), 'utf8').replace('[500, 1000, 2000]', '[500, -1]');
    writeFileSync(join(folder, 'bad.yaml'), bad);
    expect(await opset(folder, 'sweep', 'bad.yaml')).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/bad\.yaml:4:.*point 2: budget -1/),
    });
    expect(await sweep(folder, '--shard', '3/2')).toMatchObject({ code: 2, stdout: '' });
    expect(existsSync(join(folder, 'reports'))).toBe(false);
  });

  it('writes Parquet that holds what the CSV holds', async () => {
    const folder = studyFolder();
    const { stdout } = await sweep(folder, '--parquet', '--jobs', '1');
    const directory = join(folder, stdout.trimEnd());
    for (const table of ['design', 'measures', 'summary', 'failures']) {
      const file = await asyncBufferFromFile(join(directory, `${table}.parquet`));
      const rows = await parquetReadObjects({ file });
      const cells = rows.map(row => Object.values(row).map(cell => (cell === null ? '' : String(cell))));
      expect(cells).toEqual(linesOf(tablesIn(directory)[`${table}.csv`]!));
    }
  });

  it('says at once which measures nothing is called, and stops where it would keep none', async () => {
    const some = await sweep(studyFolder(1, "measures: ['*.cost', '*.costs']\n"));
    expect([some.code, some.stderr]).toEqual([0, 'unknown measures: nothing is called *.costs\n']);
    const none = await sweep(studyFolder(1, "measures: ['*.costs']\n"));
    expect(none.code).toBe(2);
    expect(none.stderr).toMatch(/study\.yaml:\d+:\d+: unknown measures: nothing is called \*\.costs/);
  });

  it('does no run where there is no such measure as replicates are repeated for', async () => {
    const replicates = '{ until: { measure: one.main.cots, halfWidth: 1% }, least: 2, most: 100000 }';
    const { code, stderr } = await sweep(studyFolder(replicates));
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /study\.yaml:\d+:\d+: unknown measure: one\.main\.cots\n[\s\S]*did you mean `one\.main\.cost`\?/,
    );
  });
});
