import { describe, expect, it } from 'vitest';
import { editorSchema } from '../../src/input/editor-schema.ts';
import { scenarioSchemaLookup } from '../../src/input/schema-lookup.ts';

type Schema = Readonly<Record<string, unknown>>;

/** Every object within a value, itself first. */
function objectsIn(value: unknown): Schema[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value as Schema, ...Object.values(value).flatMap(objectsIn)];
}

describe('the schema for editors', () => {
  const schema = editorSchema() as {
    $schema: string;
    allOf: [{ if: Schema; else: Schema }, { if: Schema; else: Schema & { properties: Schema } }];
    definitions: Readonly<Record<string, Schema>>;
  };
  const [{ else: full }, { else: partial }] = schema.allOf;

  it('is draft-07, the latest that the YAML language server reads', () => {
    expect(schema.$schema).toBe('http://json-schema.org/draft-07/schema#');
  });

  it('refers only to parts that it has', () => {
    const refs = objectsIn(schema).flatMap(({ $ref }) => (typeof $ref === 'string' ? [$ref] : []));
    expect(refs.length).toBeGreaterThan(0);
    for (const ref of refs) expect(schema.definitions).toHaveProperty([ref.replace('#/definitions/', '')]);
  });

  it('takes a file for a whole scenario if it has a name and extends nothing', () => {
    const whole = { type: 'object', required: ['name'], not: { type: 'object', required: ['extends'] } };
    expect(schema.allOf.map(branch => branch.if)).toEqual([{ not: whole }, whole]);
  });

  it('requires what a scenario requires, and nothing of one that extends others or of a part', () => {
    expect(full.required).toEqual(expect.arrayContaining(['name', 'horizon', 'avss']));
    expect(partial.properties).toHaveProperty('extends');
    const parts = Object.entries(schema.definitions).filter(([name]) => name.startsWith('partial'));
    const required = objectsIn([partial, ...parts]).filter(part => Array.isArray(part.required));
    expect(required).toEqual([]);
    expect(JSON.stringify([partial, parts])).not.toMatch(/"#\/definitions\/(?!partial)/);
  });

  it('lets null stand for anything that it may remove', () => {
    const parts = Object.entries(schema.definitions).filter(([name]) => name.startsWith('partial'));
    const { extends: _, ...properties } = partial.properties;
    const types = objectsIn([properties, parts]).flatMap(({ type, enum: words }) => [type, words]);
    const said = types.filter(type => typeof type === 'string' || Array.isArray(type));
    expect(said.length).toBeGreaterThan(100);
    expect(said.filter(type => !JSON.stringify(type).includes('null'))).toEqual([]);
  });
});

describe('what the schema knows at a path', () => {
  it('are the keys of the map there, names of groups and forms of values left open', () => {
    expect(scenarioSchemaLookup().keys([])).toContain('avss');
    expect(scenarioSchemaLookup().keys(['avss', 'any', 'sets', 'any'])).toContain('slashing');
    expect(scenarioSchemaLookup().keys(['operators', 'any', 'ownStake', 'eth'])).toEqual(
      expect.arrayContaining(['uniform', 'lognormal', 'values']),
    );
    expect(scenarioSchemaLookup().keys(['avss'])).toEqual([]);
    expect(scenarioSchemaLookup().keys(['nowhere', 'constructor'])).toEqual([]);
  });

  it('is what the value there means', () => {
    expect(scenarioSchemaLookup().description(['horizon'])).toBe('Length of the run');
    expect(scenarioSchemaLookup().description(['nowhere'])).toBeUndefined();
  });
});
