import { entropy, gini, hhi, nakamoto } from './concentration.ts';
import type { Row } from './tables.ts';
import { membersOf, slashableUsd, type View } from './view.ts';

/** Rows of the table `decentralisation` at the end of a sample period: each set, by operator and by each label. */
export function decentralisationRows(view: View, day: number): Row[] {
  const { memberships } = view.mirrors;
  const labels = [...new Set(view.operators.flatMap(({ placement }) => Object.keys(placement)))];
  return view.world.sets.flatMap(({ id, avsName, name }) => {
    const members = membersOf(view, id);
    const stakes = members.map(membership => slashableUsd(view, membership));
    const row = (by: string, held: readonly number[]): Row => {
      const index = hhi(held);
      return {
        table: 'decentralisation',
        values: [
          day,
          avsName,
          name,
          by,
          nakamoto(held, 1 / 3),
          nakamoto(held, 1 / 2),
          nakamoto(held, 2 / 3),
          index,
          index > 0 ? 1 / index : 0,
          entropy(held),
          gini(held),
        ],
      };
    };
    return [
      row('operator', stakes),
      ...labels.map(label => {
        const places = members.map(
          membership => view.operators[memberships.operator[membership]!]!.placement[label],
        );
        return row(label, stakeByPlace(places, stakes));
      }),
    ];
  });
}

/** Stake in each place; a member without a place shares its fate with nobody, so it stands for itself. */
function stakeByPlace(places: readonly (string | undefined)[], stakes: readonly number[]): number[] {
  const shared = new Map<string, number>();
  const alone: number[] = [];
  places.forEach((place, i) => {
    if (place === undefined) alone.push(stakes[i]!);
    else shared.set(place, (shared.get(place) ?? 0) + stakes[i]!);
  });
  return [...shared.values(), ...alone];
}
