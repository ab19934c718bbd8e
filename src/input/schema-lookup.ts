import { z } from 'zod';
import { Scenario } from '../../sim/scenario/index.ts';
import type { KeyPath } from './tree.ts';

type Schema = z.core.JSONSchema.BaseSchema;

/** What a schema allows and says at each path of a kind of file. */
export interface SchemaLookup {
  /** JSON Schema (draft-07) of what a person writes, without the keys that only files have. */
  readonly schema: Schema;
  /** The named parts that the schema refers to. */
  readonly definitions: Readonly<Record<string, Schema | boolean>>;
  /** Keys of the map at a path, over all forms that the map may take; sorted. */
  keys(path: KeyPath): string[];
  /** The forms that the map at a path may take. */
  maps(path: KeyPath): MapForm[];
  /** What the schema says of the value at a path, whichever form it takes, if it says anything. */
  description(path: KeyPath): string | undefined;
  /** The words that the value at a path may be, where it may be one of several words only. */
  words(path: KeyPath): string[];
  /** Whether the schema asks for the key at the end of a path, in some form of the map that it belongs to. */
  isRequired(path: KeyPath): boolean;
}

/** A form of a map: the keys it may have, and those of them that it must have. */
export interface MapForm {
  readonly keys: readonly string[];
  readonly required: readonly string[];
}

let scenario: SchemaLookup | undefined;

/** The lookup in the schema of scenarios, made once: the schema is large. */
export function scenarioSchemaLookup(): SchemaLookup {
  scenario ??= schemaLookup(Scenario);
  return scenario;
}

/** The lookup in a schema. A path may lead through several forms of a value; answers are over all of them. */
export function schemaLookup(type: z.ZodType): SchemaLookup {
  const schema: Schema = z.toJSONSchema(type, { target: 'draft-7', io: 'input', reused: 'ref' });
  const definitions = (schema.definitions ?? {}) as Record<string, Schema | boolean>;
  const values = (path: KeyPath): Schema[] =>
    path.reduce<Schema[]>(
      (here, step) =>
        here.flatMap(value => alternatives(value, definitions)).flatMap(form => schemasWithin(form, step)),
      [schema],
    );
  const at = (path: KeyPath): Schema[] => values(path).flatMap(value => alternatives(value, definitions));
  const maps = (path: KeyPath): MapForm[] =>
    at(path).flatMap(({ properties, required = [] }) =>
      properties === undefined ? [] : [{ keys: Object.keys(properties), required }],
    );
  return {
    schema,
    definitions,
    keys: path => [...new Set(maps(path).flatMap(({ keys }) => keys))].sort(),
    maps,
    description: path => values(path).flatMap(value => descriptionOf(value, definitions) ?? [])[0],
    words: path =>
      at(path).flatMap(form => [...(form.enum ?? []), ...('const' in form ? [form.const] : [])].map(String)),
    isRequired: path =>
      maps(path.slice(0, -1)).some(({ required }) => required.includes(String(path.at(-1)))),
  };
}

/** A schema and every alternative within it, at any depth: each may describe the value. */
function alternatives(schema: Schema, definitions: SchemaLookup['definitions']): Schema[] {
  const branches = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...conjuncts(schema, definitions)];
  return [
    schema,
    ...branches.flatMap(branch => (typeof branch === 'object' ? alternatives(branch, definitions) : [])),
  ];
}

/** What a schema says through others: all of these hold of the same value. */
function conjuncts({ $ref, allOf = [] }: Schema, definitions: SchemaLookup['definitions']): Schema[] {
  const referred = definitions[$ref?.replace('#/definitions/', '') ?? ''];
  return [...allOf, referred].filter(part => typeof part === 'object');
}

/** The description of a value, its own or that of a part that it refers to. */
function descriptionOf(schema: Schema, definitions: SchemaLookup['definitions']): string | undefined {
  if (schema.description !== undefined) return schema.description;
  return conjuncts(schema, definitions).flatMap(part => descriptionOf(part, definitions) ?? [])[0];
}

/** The schema of the value behind a step: of a key, of any key or of an item; none where the schema names none. */
function schemasWithin(schema: Schema, step: string | number): Schema[] {
  const { properties, additionalProperties, items } = schema;
  const own = properties !== undefined && Object.hasOwn(properties, step) ? properties[step] : undefined;
  const item = Array.isArray(items) ? items[Number(step)] : items;
  const next = typeof step === 'number' ? item : (own ?? additionalProperties);
  return typeof next === 'object' ? [next] : [];
}
