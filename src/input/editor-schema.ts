import { scenarioSchemaLookup } from './schema-lookup.ts';

/**
 * JSON Schema (draft-07) of scenario files for editors. A file that has a name and extends nothing must be a whole
 * scenario; in a file that extends others, and in a part, which has no name, nothing is required.
 */
export function editorSchema(): unknown {
  const { schema, definitions } = scenarioSchemaLookup();
  const { $schema, definitions: _, ...full } = schema;
  const partial = relaxed(full) as typeof full;
  const file = { type: 'string' };
  const link = {
    anyOf: [file, { type: 'array', items: file, minItems: 1 }],
    description:
      'What this file changes: a scenario, or a list of scenarios and parts, later ones over earlier ones; paths from its folder',
  };
  const whole = { type: 'object', required: ['name'], not: { type: 'object', required: ['extends'] } };
  const relaxedDefinitions = Object.entries(definitions).map(([name, schema]) => [
    `partial${name}`,
    relaxed(schema),
  ]);
  return {
    $schema,
    title: 'Opset scenario',
    allOf: [
      { if: { not: whole }, else: full },
      { if: whole, else: { ...partial, properties: { extends: link, ...partial.properties } } },
    ],
    definitions: { ...definitions, ...Object.fromEntries(relaxedDefinitions) },
  };
}

/**
 * A schema with nothing required, where null may stand for whatever it removes. Alternatives become `anyOf`: without
 * required keys that tell them apart, several of them may hold at once.
 */
function relaxed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(relaxed);
  if (typeof value === 'string') return value.replace(/^#\/definitions\//, '#/definitions/partial');
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(
    ([key, inner]) => !(key === 'required' && Array.isArray(inner)),
  );
  return Object.fromEntries(
    entries.map(([key, inner]) => {
      if (key === 'type' && typeof inner !== 'object') return [key, [inner, 'null']];
      if ((key === 'type' || key === 'enum') && Array.isArray(inner))
        return [key, [...inner, key === 'type' ? 'null' : null]];
      return [key === 'oneOf' ? 'anyOf' : key, relaxed(inner)];
    }),
  );
}
