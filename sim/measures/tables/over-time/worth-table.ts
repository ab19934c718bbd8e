import type { State } from '../../../state/state.ts';
import type { Worth } from '../../trackers/cohorts.ts';
import { cohort, time, usd } from '../column-kinds.ts';
import { defineTable, type Row } from '../define-table.ts';

/** The table `worth`. */
export const worthTable = defineTable({
  name: 'worth',
  meaning:
    'Worth of each cohort of restakers in two numeraires, at the start and at the end of each week: what its returns are computed from',
  columns: {
    timeDays: time,
    cohort,
    worthConstantPricesUsd: usd(
      'In units of its stake: what is left of it and the tokens that its rewards would have bought when paid, at the prices of the start',
    ),
    worthUsd: usd('What is left of its stake at the prices of the day, and its rewards as they were paid'),
    earnedUsd: usd('Rewards since the start, valued when paid'),
  },
});

/**
 * Rows of the table `worth` at the end of a week: one for each cohort.
 *
 * @param worths by cohort
 */
export function worthRows({ world }: State, day: number, worths: readonly Worth[]): Row[] {
  return world.cohorts.map(({ name }, id) => {
    const { constantUsd, usd: worthUsd, earnedUsd } = worths[id]!;
    return worthTable.row({
      timeDays: day,
      cohort: name,
      worthConstantPricesUsd: constantUsd,
      worthUsd,
      earnedUsd,
    });
  });
}
