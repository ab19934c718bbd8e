import { splitOf } from '../../protocol/rewards/index.ts';
import {
  breakEvenRentUsd,
  marginOf,
  type OperatorAccounts,
  profitUsd,
} from '../../state/operator-accounts.ts';
import { accountStakeUsd, activeMemberships, slashableUsd, stakeUsd } from '../../state/stake.ts';
import type { State } from '../../state/state.ts';
import type { Row } from './index.ts';

function statusOf(books: OperatorAccounts, operator: number, sets: number): string {
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
  state: State,
  day: number,
  books: OperatorAccounts,
  uptime: (operator: number) => number,
  paidUsd: ((membership: number) => number) | null,
  days: number,
): Row[] {
  const { world, operators, mirrors, rewards } = state;
  const rows: Row[] = [];
  for (const { id, name, group, gpus } of operators) {
    const served = activeMemberships(state, id);
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
        stakeUsd(state, id),
        accountStakeUsd(state, id),
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
          slashableUsd(state, membership),
          paidUsd(membership),
        ],
      });
    }
  }
  return rows;
}
