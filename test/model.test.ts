import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Scenario } from '../sim/scenario/index.ts';
import { midnight, settlement } from '../sim/simulate.ts';

type Schema = z.core.JSONSchema.BaseSchema;

/** Default of each key of a scenario, both as the document writes them. */
type Defaults = Readonly<Record<string, string>>;

const root = new URL('../', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, root), 'utf8');
const model = read('sim/MODEL.md');

/** Cells of the tables in a numbered section, without the quotes of code. */
function rowsOf(section: number): string[][] {
  const text = model.split(/^## (?=\d)/m).find(part => part.startsWith(`${section}. `))!;
  return text
    .split('\n')
    .filter(line => line.startsWith('| `'))
    .map(line => line.split('|').map(cell => cell.trim().replaceAll('`', '')));
}

/** Forms of a value that many keys share are described once, under a name: told apart by a key that they have. */
const shared = { uniform: '<quantity>.', series: '<price>.', choice: '<label>.' };

function defaultsOf(io: 'input' | 'output'): Defaults {
  const defaults: Record<string, string> = {};
  const walk = (schema: unknown, path: string): void => {
    if (typeof schema !== 'object' || schema === null) return;
    const {
      properties = {},
      required = [],
      anyOf = [],
      oneOf = [],
      additionalProperties,
      items,
    } = schema as Schema;
    const forms = [...anyOf, ...oneOf] as Schema[];
    const name = Object.entries(shared).find(([key]) => forms.some(form => form.properties?.[key]))?.[1];
    for (const form of forms) walk(form, name ?? path);
    for (const [key, inner] of Object.entries(properties) as [string, Schema][]) {
      // The conditions of slashing have the same keys.
      const at = `${path}${key}`.replace(/\.slashing\.\w+\./, '.slashing.*.');
      const absent = required.includes(key) ? 'required' : 'none';
      const value = inner.default === undefined ? absent : textOf(inner.default);
      // A map of fixed keys that is always there says nothing that its keys do not.
      if (inner.properties === undefined || !(value === 'required' || value === '{}')) defaults[at] = value;
      walk(inner, `${at}.`);
    }
    for (const inner of [additionalProperties, items].flat()) walk(inner, `${path}*.`);
  };
  walk(z.toJSONSchema(Scenario, { target: 'draft-7', io, unrepresentable: 'any' }), '');
  return defaults;
}

function textOf(value: unknown): string {
  return typeof value === 'string' && value !== '' ? value : JSON.stringify(value);
}

/** Defaults of everything that may be written in a scenario. */
function scenarioDefaults(): Defaults {
  const written = defaultsOf('input');
  // The default of a value that has to be parsed, such as a fraction, is known on the parsed side only.
  const parsed = defaultsOf('output');
  return Object.fromEntries(
    Object.entries(written).map(([key, value]) => {
      const after = parsed[key];
      return [key, value === 'none' && after !== undefined && after !== 'required' ? after : value];
    }),
  );
}

describe('the description of the model', () => {
  it('names every key of a scenario with its default, and no other', () => {
    const defaults = scenarioDefaults();
    expect(Object.keys(defaults).length).toBeGreaterThan(100);
    expect(Object.fromEntries(rowsOf(6).map(([, key, , value]) => [key!, value]))).toEqual(defaults);
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

  it('names only files that exist', () => {
    const files = ['sim', 'test', 'scenarios'].flatMap(folder =>
      readdirSync(new URL(`${folder}/`, root), { recursive: true }).map(file => `/${folder}/${file}`),
    );
    const named = [...model.matchAll(/`([\w./-]+\.(?:ts|yaml))`/g)].map(([, file]) => file!);
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter(file => !files.some(path => path.endsWith(`/${file}`)))).toEqual([]);
  });
});
