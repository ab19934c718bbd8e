import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { opset } from '../opset.ts';
import { linesOf, studyFolder, tablesIn } from '../study-folder.ts';

const objective = (more = '') => `objective:
  maximise: one.main.cost
  constraints: [{ measure: 'one.main.cost * 2', atMost: 2500, probability: 80% }]
  budget: 200
${more}`;

const optimize = (folder: string, ...args: readonly string[]) =>
  opset(folder, 'optimize', 'study.yaml', ...args);

describe('opset optimize', () => {
  it('writes every setting and the recommended one, says why the others lost, and finds its runs again', async () => {
    const folder = studyFolder(3, objective());
    const { code, stdout, stderr } = await optimize(folder, '--jobs', '1');
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^reports\/try-optimize-[0-9a-f]{8}\n$/);
    expect(stderr).toContain('Recommended (candidate');
    expect(stderr).toMatch(/next: npx opset run .*--set avss.one.budget.usdPerWeek=1000 /);
    const directory = join(folder, stdout.trimEnd());
    const tables = tablesIn(directory);
    const candidates = linesOf(tables['candidates.csv']!);
    const recommended = candidates.filter(cells => cells.includes('recommended'));
    // 1,000 USD a week keeps twice the cost below 2,500, and 2,000 does not.
    expect(recommended.map(cells => cells[2])).toEqual(['1000']);
    expect(candidates.filter(cells => cells[2] === '2000').every(cells => cells.includes('infeasible'))).toBe(
      true,
    );
    expect(linesOf(tables['front.csv']!)).toEqual(recommended);
    const columns = JSON.parse(tables['columns.json']!).tables[0].columns.map(
      ({ name }: { name: string }) => name,
    );
    expect(tables['candidates.csv']!.split('\n')[0]).toBe(columns.join());
    expect(readFileSync(join(directory, 'charts', 'search.svg'), 'utf8')).toContain('recommended');
    const again = await optimize(folder, '--jobs', '1', '--json');
    expect(JSON.parse(again.stdout)).toMatchObject({ isProven: true, levels: { budget: 1000 } });
    expect(tablesIn(directory)).toEqual(tables);
  });

  it('recommends nothing where each setting breaks a constraint', async () => {
    const folder = studyFolder(3, objective().replace('2500', '-1'));
    const { code, stdout, stderr } = await optimize(folder, '--jobs', '1');
    expect(code, stderr).toBe(4);
    expect(stderr).toContain('No setting was found that keeps the constraints; nearest (candidate');
    expect(stderr).not.toContain('Recommended');
    const page = readFileSync(join(folder, stdout.trimEnd(), 'index.html'), 'utf8');
    expect(page).toMatch(/None of \d+ settings was found to keep .* comes nearest/);
    expect(page).not.toContain('recommended');
  });

  it('says where an objective is wrong, and which measure a formula may have meant', async () => {
    const none = await optimize(studyFolder());
    expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining('missing key: objective') });
    const broken = await optimize(studyFolder(3, objective().replace('* 2', '* (2')));
    expect(broken.code).toBe(2);
    expect(broken.stderr).toMatch(/study.yaml:9:\d+/);
    const unknown = await optimize(
      studyFolder(3, objective().replace('maximise: one.main.cost', 'maximise: one.main.kost')),
    );
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain('did you mean `one.main.cost`?');
    const unbound = await optimize(studyFolder(3, objective().replace('atMost: 2500, ', '')));
    expect(unbound.stderr).toContain('missing bound');
  });
});
