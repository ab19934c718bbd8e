import { entropy, gini, hhi, nakamoto, ranked } from './concentration.ts';
import type { Row } from './tables.ts';
import { membersOf, slashableUsd, type View } from './view.ts';

/** Labels that some operator carries. */
export function labelsOf({ operators }: View): readonly string[] {
  return [...new Set(operators.flatMap(({ placement }) => Object.keys(placement)))];
}

/** Rows of the table `decentralisation` at the end of a sample period: each set, by operator and by each label. */
export function decentralisationRows(view: View, day: number, labels = labelsOf(view)): Row[] {
  const { memberships } = view.mirrors;
  return view.world.sets.flatMap(({ id, avsName, name }) => {
    const members = membersOf(view, id);
    const stakes = members.map(membership => slashableUsd(view, membership));
    const row = (by: string, held: readonly number[]): Row => {
      const ranks = ranked(held);
      const index = hhi(ranks);
      return {
        table: 'decentralisation',
        values: [
          day,
          avsName,
          name,
          by,
          nakamoto(ranks, 1 / 3),
          nakamoto(ranks, 1 / 2),
          nakamoto(ranks, 2 / 3),
          index,
          index > 0 ? 1 / index : 0,
          entropy(ranks),
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
