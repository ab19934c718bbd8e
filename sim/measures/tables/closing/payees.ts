import { type AccountTraits, memberNames } from '../../../scenario/index.ts';
import type { State } from '../../../state/state.ts';
import { count, optional, text } from '../column-kinds.ts';
import type { CellsOf } from '../define-table.ts';

/** The columns that say whom a row is about, in tables with rows for each operator and each restaker account. */
export const payeeColumns = {
  personKind: text('operators or restakers'),
  group: text('Group of operators or cohort of restakers'),
  person: text('Operator or restaker: its group and number, or its name from a CSV population'),
  account: optional(count("Number of the restaker's account, from 1; empty for operators")),
};

/** An operator or a restaker's account, as those columns say it. */
export type NamedPayee = CellsOf<typeof payeeColumns>;

/** Everybody, by the number of their account on the ledger: operators first, then the restakers' accounts. */
export function payeesOf({ world, operators }: State, accounts: AccountTraits): NamedPayee[] {
  const payees = operators.map(
    ({ name, group }): NamedPayee => ({
      personKind: 'operators',
      group: world.groups[group]!.name,
      person: name,
      account: null,
    }),
  );
  const names = memberNames(world.cohorts);
  const seen = world.cohorts.map(() => 0);
  for (let index = 0; index < accounts.count; index++) {
    const cohort = accounts.cohort[index]!;
    const { name, spec } = world.cohorts[cohort]!;
    const place = seen[cohort]!++;
    payees.push({
      personKind: 'restakers',
      group: name,
      person: names[cohort]![Math.floor(place / spec.accounts)]!,
      account: (place % spec.accounts) + 1,
    });
  }
  return payees;
}
