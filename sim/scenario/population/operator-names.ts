import type { OperatorGroup } from './operator-group.ts';
import { sizeOf } from './population-source.ts';

/**
 * Names of all operators: those of their rows, or else their group's and their number; a number behind it tells namesakes
 * apart.
 *
 * @returns names by group, then by number within it
 */
export function operatorNames(
  groups: readonly { readonly name: string; readonly spec: OperatorGroup }[],
): string[][] {
  const names = new Set<string>();
  return groups.map(({ name, spec }) =>
    Array.from({ length: sizeOf(spec) }, (_, index) => {
      const { name: given } = spec.rows?.[index % spec.rows.length] ?? {};
      return unused(names, nameOf(name, index, given, spec.rows?.length ?? 0));
    }),
  );
}

/** Name of an operator: its row's, numbered where a row stands for several, or else its group's and number. */
function nameOf(group: string, index: number, given: number | string | undefined, rows: number): string {
  if (given === undefined || given === '') return `${group}-${index + 1}`;
  return index < rows ? String(given) : `${given}-${Math.floor(index / rows) + 1}`;
}

/** A name that nobody has yet: a number behind it tells namesakes apart. */
function unused(names: Set<string>, name: string): string {
  let own = name;
  for (let number = 2; names.has(own); number++) own = `${name} (${number})`;
  names.add(own);
  return own;
}
