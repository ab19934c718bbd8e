import { accountStakeUsd, activeMemberships, slashableUsd, strategyUsd } from '../../state/stake.ts';
import type { State } from '../../state/state.ts';
import { type Holdings, heldShares } from '../trackers/holdings.ts';
import type { Row } from './index.ts';

/** Rows of the table `flows`: where the stake stands at the end of a day. */
export function flowRows(state: State, day: number, holdings: Holdings): Row[] {
  const { world, operators, mirrors } = state;
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
          sum + heldShares(holdings, mirrors, id, cohort, strategy) * strategyUsd(state, strategy),
        0,
      );
      flow('restakers', cohortName, 'operator', name, groupName, usd);
    });
    flow('restakers', 'own stake', 'operator', name, groupName, accountStakeUsd(state, id));
    for (const membership of activeMemberships(state, id)) {
      const set = mirrors.memberships.set[membership]!;
      const usd = slashableUsd(state, membership);
      bySet[set]! += usd;
      flow('operator', name, 'set', pathOf(state, set), groupName, usd);
    }
  }
  for (const { id, avsName } of world.sets) flow('set', pathOf(state, id), 'avs', avsName, null, bySet[id]!);
  return rows;
}

function pathOf(state: State, set: number): string {
  const { avsName, name } = state.world.sets[set]!;
  return `${avsName}.${name}`;
}
