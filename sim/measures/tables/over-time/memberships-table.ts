import { splitOf } from '../../../protocol/rewards/index.ts';
import { activeMemberships, slashableUsd } from '../../../state/stake.ts';
import type { State } from '../../../state/state.ts';
import { avs, fraction, group, operator, set, time, usd } from '../column-kinds.ts';
import { defineTable, type Row } from '../define-table.ts';

/**
 * The table `memberships`. Key: time, operator, AVS, set; a row for each pair that is registered at the end of a
 * sample period.
 */
export const membershipsTable = defineTable({
  name: 'memberships',
  meaning: 'Each registered operator in each set, once a sample period',
  columns: {
    timeDays: time,
    operator,
    group,
    avs,
    set,
    splitFraction: fraction("Share of the set's pay that the operator keeps"),
    magnitudeFraction: fraction('Largest magnitude allocated to the set over its strategies'),
    slashableStakeUsd: usd('Stake the set can slash'),
    paidUsd: usd('Pay from the set and its gauges over the period, before the split'),
  },
});

/**
 * Rows of the table `memberships` at the end of a sample period: one for each registered operator in each set, by
 * operator.
 *
 * @param paidUsd pay of each membership over the period, before the split, in USD; none for those never paid
 */
export function membershipRows(state: State, day: number, paidUsd: readonly number[]): Row[] {
  const { world, operators, mirrors, rewards } = state;
  const { memberships, strategies: S } = mirrors;
  return operators.flatMap(({ id, name, group: member }) =>
    activeMemberships(state, id).map(membership => {
      const setId = memberships.set[membership]!;
      const { avsName, name: setName, strategies } = world.sets[setId]!;
      return membershipsTable.row({
        timeDays: day,
        operator: name,
        group: world.groups[member]!.name,
        avs: avsName,
        set: setName,
        // The split in force now; what the last day was paid by is that of the midnight before.
        splitFraction: splitOf(rewards.splits, { operator: id, set: setId, time: day }),
        magnitudeFraction: strategies.reduce(
          (most, strategy) => Math.max(most, memberships.magnitude[membership * S + strategy]!),
          0,
        ),
        slashableStakeUsd: slashableUsd(state, membership),
        paidUsd: paidUsd[membership] ?? 0,
      });
    }),
  );
}
