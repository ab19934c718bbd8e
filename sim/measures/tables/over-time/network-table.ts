import { servesAnySet, stakeUsd } from '../../../state/stake.ts';
import type { State } from '../../../state/state.ts';
import { count, time, usd } from '../column-kinds.ts';
import { defineTable, type Row } from '../define-table.ts';

/** The table `network`. */
export const networkTable = defineTable({
  name: 'network',
  meaning: 'All operators that serve any set, every day, each counted once however many sets it serves',
  columns: {
    timeDays: time,
    operators: count('Operators that are registered to a set at the end of the day'),
    stakeUsd: usd('Stake delegated to them, their own among it'),
  },
});

/** The row of the table `network` of a day. */
export function networkRows(state: State, day: number): Row[] {
  let operators = 0;
  let usdStake = 0;
  for (const { id } of state.operators) {
    if (!servesAnySet(state, id)) continue;
    operators++;
    usdStake += stakeUsd(state, id);
  }
  return [networkTable.row({ timeDays: day, operators, stakeUsd: usdStake })];
}
