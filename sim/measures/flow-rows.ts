import { type Holdings, heldShares } from './holdings.ts';
import type { Row } from './tables.ts';
import { accountStakeUsd, activeMemberships, slashableUsd, strategyUsd, type View } from './view.ts';

/** Rows of the table `flows`: where the stake stands at the end of a day. */
export function flowRows(view: View, day: number, holdings: Holdings): Row[] {
  const { world, operators, mirrors } = view;
  const rows: Row[] = [];
  const flow = (
    fromKind: string,
    from: string,
    toKind: string,
    to: string,
    group: string | null,
    usd: number,
  ): void => {
    if (usd > 0) rows.push({ table: 'flows', values: [day, fromKind, from, toKind, to, group, usd] });
  };
  const bySet = world.sets.map(() => 0);
  for (const { id, name, group } of operators) {
    const groupName = world.groups[group]!.name;
    world.cohorts.forEach(({ name: cohortName }, cohort) => {
      const usd = world.strategies.reduce(
        (sum, _, strategy) =>
          sum + heldShares(holdings, mirrors, id, cohort, strategy) * strategyUsd(view, strategy),
        0,
      );
      flow('restakers', cohortName, 'operator', name, groupName, usd);
    });
    flow('restakers', 'own stake', 'operator', name, groupName, accountStakeUsd(view, id));
    for (const membership of activeMemberships(view, id)) {
      const set = mirrors.memberships.set[membership]!;
      const usd = slashableUsd(view, membership);
      bySet[set]! += usd;
      flow('operator', name, 'set', pathOf(view, set), groupName, usd);
    }
  }
  for (const { id, avsName } of world.sets) flow('set', pathOf(view, id), 'avs', avsName, null, bySet[id]!);
  return rows;
}

function pathOf(view: View, set: number): string {
  const { avsName, name } = view.world.sets[set]!;
  return `${avsName}.${name}`;
}
