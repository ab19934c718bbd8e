import { z } from 'zod';

type Schema = z.core.JSONSchema.BaseSchema;

/** Default of each key that a schema has, by its path, as MODEL.md writes it: `required` and `none` are words. */
export type Defaults = Readonly<Record<string, string>>;

/** Forms of a value that many keys share are described once, under a name: told apart by a key that they have. */
const shared = { uniform: '<quantity>.', series: '<price>.', choice: '<label>.' };

/** Defaults of everything that may be written where a schema stands. */
export function defaultsOf(type: z.ZodType): Defaults {
  const written = defaultsIn(
    z.toJSONSchema(type, { target: 'draft-7', io: 'input', unrepresentable: 'any' }),
  );
  // The default of a value that has to be parsed, such as a fraction, is known on the parsed side only.
  const parsed = defaultsIn(
    z.toJSONSchema(type, { target: 'draft-7', io: 'output', unrepresentable: 'any' }),
  );
  return Object.fromEntries(
    Object.entries(written).map(([key, value]) => {
      const after = parsed[key];
      return [key, value === 'none' && after !== undefined && after !== 'required' ? after : value];
    }),
  );
}

function defaultsIn(root: unknown): Defaults {
  const defaults: Record<string, string> = {};
  const walk = (schema: unknown, path: string): void => {
    if (typeof schema !== 'object' || schema === null) return;
    const { properties = {}, required = [], additionalProperties, items } = schema as Schema;
    const forms = formsOf(schema as Schema);
    const name = Object.entries(shared).find(([key]) => forms.some(form => form.properties?.[key]))?.[1];
    // Of a key that several forms have, the first form says the default.
    for (const form of forms.toReversed()) walk(form, name ?? path);
    for (const [key, inner] of Object.entries(properties) as [string, Schema][]) {
      // The conditions of slashing have the same keys.
      const at = `${path}${key}`.replace(/\.slashing\.\w+\./, '.slashing.*.');
      const absent = required.includes(key) ? 'required' : 'none';
      const value = inner.default === undefined ? absent : textOf(inner.default);
      // A map of fixed keys that is always there says nothing that its keys do not.
      const isFixed = inner.properties !== undefined && (value === 'required' || value === '{}');
      const isOneOfFixed = inner.oneOf !== undefined && value === '{}';
      if (!isFixed && !isOneOfFixed) defaults[at] = value;
      walk(inner, `${at}.`);
    }
    for (const inner of [additionalProperties, items].flat()) walk(inner, `${path}*.`);
  };
  walk(root, '');
  return defaults;
}

function formsOf({ anyOf = [], oneOf = [] }: Schema): Schema[] {
  return [...anyOf, ...oneOf] as Schema[];
}

function textOf(value: unknown): string {
  return typeof value === 'string' && value !== '' ? value : JSON.stringify(value);
}
