import { z } from 'zod';

/** A way to decide that a scenario may name, with the parameters that it takes. */
export interface Kind {
  readonly kind: string;
  /** What it is, in a line. */
  readonly meaning: string;
  readonly parameters: Readonly<Record<string, z.ZodType>>;
}

/** Schemas of kinds: of each, its name and its parameters; the name of the first may be left out. */
type KindSchemas<Kinds extends readonly Kind[]> = {
  [Place in keyof Kinds]: z.ZodObject<
    { readonly kind: KindName<Place, Kinds[Place]['kind']> } & Kinds[Place]['parameters'],
    z.core.$strict
  >;
};

type KindName<Place, Name extends string> = Place extends '0'
  ? z.ZodDefault<z.ZodLiteral<Name>>
  : z.ZodLiteral<Name>;

/**
 * Schema of a choice between kinds, told apart by the key `kind`: each takes its own parameters and refuses those
 * of others. A value without `kind` is of the first. The cast tells the compiler what `map` cannot: that the forms
 * have the kinds' names and parameters, place by place.
 */
export function oneOfKinds<const Kinds extends readonly [Kind, ...Kind[]]>(kinds: Kinds) {
  const forms = kinds.map(({ kind, meaning, parameters }, place) => {
    const name = z.literal(kind);
    return z.strictObject({ kind: place === 0 ? name.default(kind) : name, ...parameters }).describe(meaning);
  });
  const words = kinds.map(({ kind }) => `"${kind}"`).join('|');
  return z.discriminatedUnion('kind', forms as unknown as KindSchemas<Kinds>, {
    error: ({ code }) => (code === 'invalid_union' ? `Invalid option: expected one of ${words}` : undefined),
  });
}
