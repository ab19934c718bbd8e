import type { AccountTraits } from '../../scenario/index.ts';
import type { State } from '../../state/state.ts';
import { integer, string } from './columns.ts';

/** Somebody who is paid: the kind, the group or cohort, the name, and the number of a restaker's account. */
export type Person = readonly [kind: string, group: string, name: string, account: number | null];

/** The columns of tables about people. */
export const personColumns = [
  string('person_kind', 'operators or restakers'),
  string('group', 'Group of operators or cohort of restakers'),
  string('person', 'Operator or restaker: its group and number, or its name from a CSV population'),
  integer('account', "Number of the restaker's account, from 1; empty for operators"),
];

/** Everybody, by their account on the ledger. */
export function peopleOf({ world, operators }: State, accounts: AccountTraits): Person[] {
  const people = operators.map(
    ({ name, group }): Person => ['operators', world.groups[group]!.name, name, null],
  );
  const seen = world.cohorts.map(() => 0);
  for (let index = 0; index < accounts.count; index++) {
    const cohort = accounts.cohort[index]!;
    const { name, spec } = world.cohorts[cohort]!;
    const place = seen[cohort]!++;
    const restaker = `${name}-${Math.floor(place / spec.accounts) + 1}`;
    people.push(['restakers', name, restaker, (place % spec.accounts) + 1]);
  }
  return people;
}
