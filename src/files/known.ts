import { z } from 'zod';
import { Scenario } from '../../sim/scenario/index.ts';

type Schema = z.core.JSONSchema.BaseSchema;
type Path = readonly (string | number)[];

/** What the schema of a kind of file knows. */
export interface Known {
  /** JSON Schema (draft-07) of what a person writes, without the keys that only files have. */
  readonly schema: Schema;
  /** The named parts that the schema refers to. */
  readonly definitions: Readonly<Record<string, Schema | boolean>>;
  /** Keys of the map at a path, over all forms that the map may take; sorted. */
  keys(path: Path): string[];
  /** What the schema says of the value at a path, if it says anything. */
  meaning(path: Path): string | undefined;
  /** Whether the schema asks for the key at the end of a path, in some form of the map that it belongs to. */
  isRequired(path: Path): boolean;
}

let scenario: Known | undefined;

/** What the schema of scenarios knows. */
export function knownOfScenario(): Known {
  scenario ??= knownOf(Scenario);
  return scenario;
}

/** What a schema knows. */
export function knownOf(type: z.ZodType): Known {
  const schema: Schema = z.toJSONSchema(type, { target: 'draft-7', io: 'input', reused: 'ref' });
  const definitions = (schema.definitions ?? {}) as Record<string, Schema | boolean>;
  const at = (path: Path): Schema[] => {
    let here = forms(schema, definitions);
    for (const step of path) {
      here = here.flatMap(form => inner(form, step)).flatMap(form => forms(form, definitions));
    }
    return here;
  };
  return {
    schema,
    definitions,
    keys: path => [...new Set(at(path).flatMap(({ properties }) => Object.keys(properties ?? {})))].sort(),
    meaning: path => at(path).find(({ description }) => description !== undefined)?.description,
    isRequired: path => at(path.slice(0, -1)).some(({ required }) => required?.includes(String(path.at(-1)))),
  };
}

/** A schema and every alternative within it. */
function forms(schema: Schema, definitions: Known['definitions']): Schema[] {
  const referred = definitions[schema.$ref?.replace('#/definitions/', '') ?? ''];
  const branches = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  if (typeof referred === 'object') branches.push(referred);
  return [
    schema,
    ...branches.flatMap(branch => (typeof branch === 'object' ? forms(branch, definitions) : [])),
  ];
}

function inner(schema: Schema, step: string | number): Schema[] {
  const { properties, additionalProperties, items } = schema;
  const own = properties !== undefined && Object.hasOwn(properties, step) ? properties[step] : undefined;
  const item = Array.isArray(items) ? items[Number(step)] : items;
  const next = typeof step === 'number' ? item : (own ?? additionalProperties);
  return typeof next === 'object' ? [next] : [];
}
