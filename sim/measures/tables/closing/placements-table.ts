import type { State } from '../../../state/state.ts';
import { group, operator, text } from '../column-kinds.ts';
import { defineTable, type Row } from '../define-table.ts';

/** The table `placements`. */
export const placementsTable = defineTable({
  name: 'placements',
  meaning: 'Where each operator runs, label by label: it never moves',
  columns: {
    operator,
    group,
    label: text('What the place is one of: cloud, client, region or another label of the scenario'),
    place: text('The place'),
  },
});

/** Rows of the table `placements`: one for each label that an operator carries. */
export function placementRows({ world, operators }: State): Row[] {
  return operators.flatMap(({ name, group: member, placement }) =>
    Object.entries(placement).map(([label, place]) =>
      placementsTable.row({ operator: name, group: world.groups[member]!.name, label, place }),
    ),
  );
}
