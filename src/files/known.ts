import { z } from 'zod';
import { Scenario } from '../../sim/scenario/index.ts';

type Schema = z.core.JSONSchema.BaseSchema;

let cached: Schema | undefined;

/** JSON Schema (draft-07) of what a person writes, without the keys that only files have. */
export function scenarioSchema(): Schema {
  cached ??= z.toJSONSchema(Scenario, { target: 'draft-7', io: 'input', reused: 'ref' });
  return cached;
}

/** The named parts that the schema refers to. */
export function schemaDefinitions(): Readonly<Record<string, Schema | boolean>> {
  return (scenarioSchema().definitions ?? {}) as Record<string, Schema | boolean>;
}

/** Keys that the schema knows in the map at a path, over all forms that the map may take; sorted. */
export function knownKeys(path: readonly (string | number)[]): string[] {
  const keys = schemasAt(path).flatMap(schema => Object.keys(schema.properties ?? {}));
  return [...new Set(keys)].sort();
}

/** What the schema says of the value at a path, if it says anything. */
export function meaningOf(path: readonly (string | number)[]): string | undefined {
  return schemasAt(path).find(schema => schema.description !== undefined)?.description;
}

/** Whether the schema asks for the key at the end of a path, in some form of the map that it belongs to. */
export function isRequired(path: readonly (string | number)[]): boolean {
  return schemasAt(path.slice(0, -1)).some(({ required }) => required?.includes(String(path.at(-1))));
}

function schemasAt(path: readonly (string | number)[]): Schema[] {
  let here = forms(scenarioSchema());
  for (const step of path) here = here.flatMap(schema => inner(schema, step)).flatMap(forms);
  return here;
}

/** A schema and every alternative within it. */
function forms(schema: Schema): Schema[] {
  const referred = schemaDefinitions()[schema.$ref?.replace('#/definitions/', '') ?? ''];
  const branches = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  if (typeof referred === 'object') branches.push(referred);
  return [schema, ...branches.flatMap(branch => (typeof branch === 'object' ? forms(branch) : []))];
}

function inner(schema: Schema, step: string | number): Schema[] {
  const { properties, additionalProperties, items } = schema;
  const own = properties !== undefined && Object.hasOwn(properties, step) ? properties[step] : undefined;
  const item = Array.isArray(items) ? items[Number(step)] : items;
  const next = typeof step === 'number' ? item : (own ?? additionalProperties);
  return typeof next === 'object' ? [next] : [];
}
