import { z } from 'zod';
import { operatorPolicies } from '../../sim/agents/operator/policies/index.ts';
import { restakerPolicies } from '../../sim/agents/restaker/policies/index.ts';
import { slashingConditions } from '../../sim/scenario/index.ts';
import type { Kind } from '../../sim/scenario/values/kinds.ts';
import { modelNotes } from '../../sim/scenario/values/model-notes.ts';
import { defaultsOf } from './schema-defaults.ts';

/** Tables of MODEL.md that are made from the lists of the code, by the name in their marks. */
const tables: Readonly<Record<string, () => string>> = {
  'slashing conditions': conditionTable,
  'operator policies': () => parameterTable('operators.*.policy', operatorPolicies),
  'restaker policies': () => parameterTable('restakers.*.policy', restakerPolicies),
  'kinds of restaker policy': () => kindTable(restakerPolicies),
};

const mark = /^<!-- generated: (.*) -->\n[\s\S]*?^<!-- end -->$/gm;

/** MODEL.md with each generated table as the code has it now. Throws if it marks a table that there is not. */
export function withTables(model: string): string {
  return model.replace(mark, (_, name: string) => {
    const table = tables[name];
    if (table === undefined) throw new Error(`unknown table in MODEL.md: ${name}`);
    return `<!-- generated: ${name} -->\n\n${table()}\n<!-- end -->`;
  });
}

/** Names of the tables that MODEL.md must mark. */
export const tableNames = Object.keys(tables);

const parameterHead = ['Key', 'Unit, range', 'Default', 'Meaning; source'];

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |\n`);
  return lines.join('');
}

const code = (text: string): string => (text === 'required' ? text : `\`${text}\``);
const uncapitalised = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** What each condition brings to the scenario: what people expect of it, hazards of operators, and terms of sets. */
function conditionTable(): string {
  const rows = slashingConditions.flatMap(({ name, meaning, arises, expectedPerYear, sources }) => [
    [
      `beliefs.offencesPerYear.${name}`,
      'amount',
      String(expectedPerYear),
      `Slashes that people expect for it, per member-year of a set; ${sources.expected}`,
    ],
    ...(arises === 'hazard'
      ? [
          [
            `operators.*.hazards.${name}`,
            'amount a year',
            '0',
            `In each set that it serves; ${sources.hazard}`,
          ],
        ]
      : []),
    [`avss.*.sets.*.slashing.${name}`, 'map', 'none', `${meaning}; ${sources.terms}`],
  ]);
  return markdown(
    parameterHead,
    rows.map(([key, unit, value, meaning]) => [code(key!), unit!, code(value!), meaning!]),
  );
}

/** Every parameter of some kinds of policy; its default is that of the first kind that has it. */
function parameterTable(path: string, kinds: readonly Kind[]): string {
  const names = kinds.map(({ kind }) => code(kind));
  const rows = new Map<string, readonly string[]>();
  for (const { parameters } of kinds) {
    const having = (key: string): readonly Kind[] =>
      kinds.filter(other => Object.hasOwn(other.parameters, key.split('.')[0]!));
    const defaults = defaultsOf(z.strictObject(parameters));
    for (const [key, schema] of leavesOf(parameters)) {
      if (rows.has(key)) continue;
      const of = having(key);
      const prefix = of.length < kinds.length ? `Kind ${of.map(({ kind }) => code(kind)).join(', ')}: ` : '';
      rows.set(key, [
        code(`${path}.${key}`),
        unitOf(schema),
        code(defaults[key]!),
        prefix + (prefix === '' ? meaningOf(schema) : uncapitalised(meaningOf(schema))),
      ]);
    }
  }
  const kindRow = [
    code(`${path}.kind`),
    names.join(', '),
    names[0]!,
    kinds.map(({ kind, meaning }) => `${code(kind)}: ${meaning}`).join('; '),
  ];
  return markdown(parameterHead, [kindRow, ...rows.values()]);
}

/** What each kind assumes otherwise than the first, and which parameters of the first it lacks. */
function kindTable(kinds: readonly Kind[]): string {
  const usual = defaultsOf(z.strictObject(kinds[0]!.parameters));
  const rows = kinds.map(({ kind, meaning, parameters }) => {
    const own = defaultsOf(z.strictObject(parameters));
    const other = Object.entries(own).filter(([key, value]) => key in usual && usual[key] !== value);
    const lacking = Object.keys(usual).filter(key => !(key in own));
    const added = Object.keys(parameters).filter(key => !Object.hasOwn(kinds[0]!.parameters, key));
    const parts = [
      ...other.map(([key, value]) => `${code(key)} ${value}`),
      ...added.map(key => `has ${code(key)}`),
      ...lacking.map(key => `no ${code(key)}`),
    ];
    return [code(kind), parts.join(', ') || 'none', meaning];
  });
  return markdown(['Kind', 'Values that differ from the defaults of 6.5', 'Who'], rows);
}

/** Parameters by their path; those within a map in its place. */
function leavesOf(shape: Kind['parameters'], path = ''): [string, z.ZodType][] {
  return Object.entries(shape).flatMap(([key, schema]): [string, z.ZodType][] => {
    const inner = unwrapped(schema);
    return inner instanceof z.ZodObject
      ? leavesOf(inner.shape as Kind['parameters'], `${path}${key}.`)
      : [[`${path}${key}`, schema]];
  });
}

/** A schema without what gives its default. */
function unwrapped(schema: z.ZodType): z.ZodType {
  const { innerType } = schema.def as { readonly innerType?: z.ZodType };
  return innerType === undefined ? schema : unwrapped(innerType);
}

function unitOf(schema: z.ZodType): string {
  const unit = modelNotes.get(schema)?.unit ?? modelNotes.get(unwrapped(schema))?.unit;
  if (unit === undefined) throw new Error(`a parameter without a unit: ${schema.description}`);
  return unit;
}

function meaningOf(schema: z.ZodType): string {
  const { symbol, source } = modelNotes.get(schema) ?? {};
  const named = symbol === undefined ? '' : ` ($${symbol}$)`;
  return schema.description + named + (source === undefined ? '' : `; ${source}`);
}
