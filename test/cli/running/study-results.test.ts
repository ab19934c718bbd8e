import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { opset } from '../opset.ts';
import { studyFolder } from '../study-folder.ts';

describe('a results directory of a study', () => {
  it('keeps no table, chart or page that says something else than the new tables', async () => {
    const folder = studyFolder(1);
    const sweep = (...args: readonly string[]) =>
      opset(folder, 'sweep', 'study.yaml', '--quiet', '--jobs', '1', ...args);
    const directory = join(folder, (await sweep('--parquet')).stdout.trimEnd());
    expect(readdirSync(directory)).toEqual(
      expect.arrayContaining(['index.html', 'charts', 'measures.parquet']),
    );
    // A study that is done is left as it is, with what was asked for before.
    await sweep('--no-page');
    expect(existsSync(join(directory, 'index.html'))).toBe(true);
    await sweep('--no-page', '--replicates', '2');
    expect(readdirSync(directory).filter(name => /parquet|charts|html/.test(name))).toEqual([]);
    const { files } = JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8'));
    expect(files.some(({ path }: { path: string }) => /parquet|charts|html/.test(path))).toBe(false);
  });

  it('is completed where it is by the command that a merge of too few shards names', async () => {
    const folder = studyFolder(1);
    await opset(folder, 'sweep', 'study.yaml', '--shard', '1/2', '--out', 'parts', '--quiet', '--jobs', '1');
    const [part] = readdirSync(join(folder, 'parts'));
    const { code, stderr } = await opset(folder, 'merge', `parts/${part}`);
    expect(code).toBe(1);
    const [, next = ''] = /npx opset (sweep .*)/.exec(stderr) ?? [];
    const { stdout } = await opset(folder, ...next.split(' '), '--no-page', '--jobs', '1');
    expect(stdout.trimEnd()).toBe(`parts/${part!.replace('.shard-1-of-2', '')}`);
    expect(existsSync(join(folder, 'reports'))).toBe(false);
  });
});

describe('the commands of studies', () => {
  it('name next commands that a shell reads right', async () => {
    const folder = studyFolder(1);
    const { stderr } = await opset(
      ...[folder, 'sweep', 'study.yaml', '--shard', '1/2', '--out', 'my results', '--jobs', '1'],
    );
    expect(stderr).toMatch(/npx opset merge 'my results\/try-\w+\.shard-'\*-of-2\n$/);
  });

  it('refuse more runs than anyone can wait for, before they count them', async () => {
    const folder = studyFolder(1);
    const study = readFileSync(join(folder, 'study.yaml'), 'utf8').replace('steps: 2', 'steps: 1000');
    writeFileSync(join(folder, 'huge.yaml'), study);
    const huge = await opset(folder, 'sweep', 'huge.yaml', '--replicates', '100000', '--dry-run');
    expect(huge).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('3,000 points x 100,000 replicates are 300,000,000 runs'),
    });
  });

  it('say what is wrong with a study in the place of a scenario, an address, an option without its value', async () => {
    const folder = studyFolder();
    expect(await opset(folder, 'run', 'study.yaml')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('invalid scenario: this is a study'),
    });
    const foo = await opset(folder, 'sweep', 'study.yaml', '--executor', 'queue', '--redis', 'foo');
    expect(foo).toMatchObject({ code: 2, stderr: expect.stringContaining('write redis://host:6379') });
    const bare = await opset(folder, 'sweep', 'study.yaml', '--shard');
    expect(bare).toMatchObject({ code: 2, stderr: expect.stringContaining('missing value: --shard') });
    writeFileSync(join(folder, 'file'), '');
    const out = await opset(folder, 'sweep', 'study.yaml', '--out', 'file');
    expect(out).toMatchObject({ code: 1, stderr: expect.stringContaining('choose another --out') });
    expect(out.stderr).not.toContain('OPSET_DEBUG');
  });
});
