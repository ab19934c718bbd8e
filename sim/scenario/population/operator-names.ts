import type { OperatorGroup } from './operator-group.ts';
import { sizeOf } from './population-source.ts';

/**
 * Names of all operators in the order of their numbers, no two alike.
 *
 * @param groups groups of operators in the order of the scenario, by name
 */
export function operatorNames(groups: readonly (readonly [name: string, spec: OperatorGroup])[]): string[] {
  const names = new Set<string>();
  for (const [group, spec] of groups) {
    for (let index = 0; index < sizeOf(spec); index++) names.add(unused(names, nameOf(group, index, spec)));
  }
  return [...names];
}

/** Name of an operator: its row's, numbered where a row stands for several, or else its group's and number. */
function nameOf(group: string, index: number, { rows }: OperatorGroup): string {
  const given = rows?.[index % rows.length]?.name;
  if (rows === undefined || given === undefined || given === '') return `${group}-${index + 1}`;
  return index < rows.length ? String(given) : `${given}-${Math.floor(index / rows.length) + 1}`;
}

/** A name that nobody has yet: a number behind it tells namesakes apart. */
function unused(names: ReadonlySet<string>, name: string): string {
  let own = name;
  for (let number = 2; names.has(own); number++) own = `${name} (${number})`;
  return own;
}
