import { sizeOf } from './population-source.ts';

/** A group of operators or a cohort of restakers, as far as names go. */
interface NamedPopulation {
  readonly name: string;
  readonly spec: {
    readonly count?: number | undefined;
    readonly rows?: readonly Readonly<Record<string, number | string>>[] | undefined;
  };
}

/** Names of the members of some populations, `[population][member]`; no two are alike. */
export function memberNames(populations: readonly NamedPopulation[]): string[][] {
  /** Of each name in use, the number that its last namesake has. */
  const names = new Map<string, number>();
  return populations.map(({ name, spec }) =>
    Array.from({ length: sizeOf(spec) }, (_, index) => {
      const given = spec.rows?.[index % spec.rows.length]?.name;
      return unused(names, nameOf(name, index, given, spec.rows?.length ?? 0));
    }),
  );
}

/** Name of a member: its row's, numbered where a row stands for several, or else its population's and number. */
function nameOf(population: string, index: number, given: number | string | undefined, rows: number): string {
  if (given === undefined || given === '') return `${population}-${index + 1}`;
  return index < rows ? String(given) : `${given}-${Math.floor(index / rows) + 1}`;
}

/** A name that nobody has yet: a number behind it tells namesakes apart. */
function unused(names: Map<string, number>, name: string): string {
  let own = name;
  for (let number = (names.get(name) ?? 0) + 1; names.has(own); number++) {
    own = `${name} (${number})`;
    names.set(name, number);
  }
  names.set(own, 1);
  return own;
}
