import { knownOfScenario } from './known.ts';

/**
 * JSON Schema (draft-07) of scenario files for editors: the scenario's, or, in a file that extends another, the
 * same with nothing required.
 */
export function editorSchema(): unknown {
  const { schema, definitions } = knownOfScenario();
  const { $schema, definitions: _, ...full } = schema;
  const partial = relaxed(full) as typeof full;
  const link = {
    type: 'string',
    description: 'Scenario that this one changes: a path from the folder of this file',
  };
  const extending = { type: 'object', required: ['extends'] };
  const relaxedDefinitions = Object.entries(definitions).map(([name, schema]) => [
    `partial${name}`,
    relaxed(schema),
  ]);
  return {
    $schema,
    title: 'Opset scenario',
    allOf: [
      { if: extending, else: full },
      { if: { not: extending }, else: { ...partial, properties: { extends: link, ...partial.properties } } },
    ],
    definitions: { ...definitions, ...Object.fromEntries(relaxedDefinitions) },
  };
}

/** A schema with nothing required; alternatives told apart by required keys may then all hold at once. */
function relaxed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(relaxed);
  if (typeof value === 'string') return value.replace(/^#\/definitions\//, '#/definitions/partial');
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(
    ([key, inner]) => !(key === 'required' && Array.isArray(inner)),
  );
  return Object.fromEntries(entries.map(([key, inner]) => [key === 'oneOf' ? 'anyOf' : key, relaxed(inner)]));
}
