import type { OperatorGroup } from './operator-group.ts';
import { sizeOf } from './population-source.ts';

/**
 * Names of all operators in the order of their numbers, no two alike.
 *
 * @param groups groups of operators in the order of the scenario, by name
 */
export function operatorNames(groups: readonly (readonly [name: string, spec: OperatorGroup])[]): string[] {
  /** Of each name in use, the number that its last namesake has. */
  const names = new Map<string, number>();
  for (const [group, spec] of groups) {
    for (let index = 0; index < sizeOf(spec); index++)
      names.set(unused(names, nameOf(group, index, spec)), 1);
  }
  return [...names.keys()];
}

/** Name of an operator: its row's, numbered where a row stands for several, or else its group's and number. */
function nameOf(group: string, index: number, { rows }: OperatorGroup): string {
  const given = rows?.[index % rows.length]?.name;
  if (rows === undefined || given === undefined || given === '') return `${group}-${index + 1}`;
  return index < rows.length ? String(given) : `${given}-${Math.floor(index / rows.length) + 1}`;
}

/** A name that nobody has yet: a number behind it tells namesakes apart. */
function unused(names: Map<string, number>, name: string): string {
  let own = name;
  for (let number = (names.get(name) ?? 0) + 1; names.has(own); number++) {
    own = `${name} (${number})`;
    names.set(name, number);
  }
  return own;
}
