import type { SetId } from '../../../ids.ts';
import { accountStakeUsd, activeMemberships, slashableUsd, strategyUsd } from '../../../state/stake.ts';
import type { State } from '../../../state/state.ts';
import type { Holdings } from '../../trackers/holdings.ts';
import { optional, text, time, usd } from '../column-kinds.ts';
import { defineTable, type Row, type RowCells } from '../define-table.ts';

/**
 * The table `flows`. Key: time, kinds and names of both ends; each quarter of 91 days, so that even a long run has
 * few pictures of all its stake.
 */
export const flowsTable = defineTable({
  name: 'flows',
  meaning:
    'Where the stake stood at the start, each quarter and the end: cohorts to operators to sets to AVSs',
  columns: {
    timeDays: time,
    fromKind: text('restakers, operator or set'),
    from: text('Name of the source'),
    toKind: text('operator, set or avs'),
    to: text('Name of the target'),
    group: optional(text('Group of the operator in question, empty from set to AVS')),
    stakeUsd: usd('Delegated stake into operators, slashable stake out of them'),
  },
});

/**
 * Rows of the table `flows`: where the stake stands at the end of a day; none for a flow of nothing. Stake into an
 * operator and stake out of it differ: what it allocates to nobody goes no further, and of a set in the
 * AVSDirectory nothing can be slashed.
 */
export function flowRows(state: State, day: number, holdings: Holdings): Row[] {
  const { world, operators, mirrors } = state;
  const rows: Row[] = [];
  const flow = (cells: Omit<RowCells<typeof flowsTable>, 'timeDays'>): void => {
    if (cells.stakeUsd > 0) rows.push(flowsTable.row({ timeDays: day, ...cells }));
  };
  const bySet = world.sets.map(() => 0);
  for (const { id, name, group: member } of operators) {
    const group = world.groups[member]!.name;
    const to = { toKind: 'operator', to: name, group };
    world.cohorts.forEach(({ name: cohortName }, cohort) => {
      const stake = world.strategies.reduce(
        (sum, _, strategy) => sum + holdings.shares(id, cohort, strategy) * strategyUsd(state, strategy),
        0,
      );
      flow({ fromKind: 'restakers', from: cohortName, ...to, stakeUsd: stake });
    });
    flow({ fromKind: 'restakers', from: 'own stake', ...to, stakeUsd: accountStakeUsd(state, id) });
    for (const membership of activeMemberships(state, id)) {
      const set = mirrors.memberships.set[membership]!;
      const stake = slashableUsd(state, membership);
      bySet[set]! += stake;
      flow({
        fromKind: 'operator',
        from: name,
        toKind: 'set',
        to: pathOf(state, set),
        group,
        stakeUsd: stake,
      });
    }
  }
  for (const { id, avsName } of world.sets) {
    const from = { fromKind: 'set', from: pathOf(state, id) };
    flow({ ...from, toKind: 'avs', to: avsName, group: null, stakeUsd: bySet[id]! });
  }
  return rows;
}

/** A set as `avs.set`, since sets of different AVSs may have one name. */
function pathOf({ world }: State, set: SetId): string {
  const { avsName, name } = world.sets[set]!;
  return `${avsName}.${name}`;
}
