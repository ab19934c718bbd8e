import { splitOf } from '../protocol/rewards/index.ts';
import { breakEvenRentUsd, marginOf, type OperatorBooks, profitUsd } from './books.ts';
import type { Row } from './tables.ts';
import { accountStakeUsd, activeMemberships, slashableUsd, stakeUsd, type View } from './view.ts';

function statusOf(books: OperatorBooks, operator: number, sets: number): string {
  if (books.gone[operator]) return 'gone';
  if (books.dormant[operator]) return 'dormant';
  return sets > 0 ? 'active' : 'idle';
}

/**
 * Rows of the tables `operators` and `memberships` at the end of a sample period.
 *
 * @param uptime fraction of the period that each operator was up
 * @param paidUsd pay of each membership over the period, before the split; null leaves memberships out
 * @param days length of the period
 */
export function operatorRows(
  view: View,
  day: number,
  books: OperatorBooks,
  uptime: (operator: number) => number,
  paidUsd: ((membership: number) => number) | null,
  days: number,
): Row[] {
  const { world, operators, mirrors, rewards } = view;
  const rows: Row[] = [];
  for (const { id, name, group, gpus } of operators) {
    const served = activeMemberships(view, id);
    const groupName = world.groups[group]!.name;
    const { purchase } = world.groups[group]!.spec.costs;
    const hardwareUsd = purchase && gpus > 0 ? gpus * purchase.usd : null;
    rows.push({
      table: 'operators',
      values: [
        day,
        name,
        groupName,
        statusOf(books, id, served.length),
        served.length,
        stakeUsd(view, id),
        accountStakeUsd(view, id),
        books.rewardsUsd[id]!,
        books.feesUsd[id]!,
        books.rentUsd[id]!,
        books.costUsd[id]!,
        books.slashedUsd[id]!,
        profitUsd(books, id),
        books.cashUsd[id]!,
        uptime(id),
        marginOf(books, id),
        breakEvenRentUsd(books, id, 24 * gpus * uptime(id) * days),
        gpus > 0 ? books.workedGpuHours[id]! : null,
        gpus > 0 ? books.rentedGpuHours[id]! : null,
        gpus > 0 ? books.idleGpuHours[id]! : null,
        books.reservationUsd[id]!,
        hardwareUsd,
        purchase && hardwareUsd ? (hardwareUsd * days) / purchase.life : null,
        books.spoilsUsd[id]!,
      ],
    });
    if (paidUsd === null) continue;
    for (const membership of served) {
      const set = mirrors.memberships.set[membership]!;
      const { avsName, name: setName, strategies } = world.sets[set]!;
      const magnitudes = strategies.map(
        strategy => mirrors.memberships.magnitude[membership * mirrors.strategies + strategy]!,
      );
      rows.push({
        table: 'memberships',
        values: [
          day,
          name,
          groupName,
          avsName,
          setName,
          splitOf(rewards.splits, { operator: id, set, time: day }),
          magnitudes.reduce((a, b) => Math.max(a, b), 0),
          slashableUsd(view, membership),
          paidUsd(membership),
        ],
      });
    }
  }
  return rows;
}
