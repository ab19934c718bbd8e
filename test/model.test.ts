import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Scenario } from '../sim/scenario/index.ts';
import { midnight, settlement } from '../sim/simulate.ts';
import { tableNames, withTables } from './model/generated-tables.ts';
import { defaultsOf } from './model/schema-defaults.ts';

const root = new URL('../', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, root), 'utf8');
const file = read('sim/MODEL.md');
const model = withTables(file);

/** Cells of the tables in a numbered section, without the quotes of code. */
function rowsOf(section: number): string[][] {
  const text = model.split(/^## (?=\d)/m).find(part => part.startsWith(`${section}. `))!;
  return text
    .split('\n')
    .filter(line => line.startsWith('| `'))
    .map(line => line.split('|').map(cell => cell.trim().replaceAll('`', '')));
}

describe('the description of the model', () => {
  it('names every key of a scenario with its default, and no other', () => {
    const defaults = defaultsOf(Scenario);
    expect(Object.keys(defaults).length).toBeGreaterThan(100);
    expect(Object.fromEntries(rowsOf(6).map(([, key, , value]) => [key!, value]))).toEqual(defaults);
  });

  it('has the tables of policies and slashing conditions as the code has them: else npm run generate', async () => {
    for (const name of tableNames) expect(file).toContain(`<!-- generated: ${name} -->`);
    await expect(model).toMatchFileSnapshot(new URL('sim/MODEL.md', root).pathname);
  });

  it('gives the constants of the code their values', () => {
    const constants = rowsOf(8);
    expect(constants.length).toBeGreaterThan(10);
    for (const [, name, value, file] of constants)
      expect(read(`sim/${file}`)).toMatch(new RegExp(`\\b${name} = ${value!.replace('.', '\\.')}[;, ]`));
  });

  it('lists the phases of a midnight in their order', () => {
    const section = model.split('## 3. ')[1]!.split('## 4. ')[0]!;
    const listed = [...section.matchAll(/^\d+\. \*\*(.+?)\*\*/gm)].map(([, name]) => name);
    expect(listed).toEqual([...midnight, ...settlement].map(({ name }) => name));
  });

  it('names only files that exist, by their path in sim/ or from the root', () => {
    const named = [...model.matchAll(/`([\w./-]+\.(?:ts|yaml))`/g)].map(([, file]) => file!);
    expect(named.length).toBeGreaterThan(50);
    const exists = (path: string): boolean => existsSync(new URL(path, root));
    expect(named.filter(file => !exists(`sim/${file}`) && !exists(file))).toEqual([]);
  });
});
