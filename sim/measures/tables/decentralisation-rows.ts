import { membersOf, slashableUsd } from '../../state/stake.ts';
import type { State } from '../../state/state.ts';
import { entropy, gini, hhi, nakamoto, ranked } from '../statistics/concentration.ts';
import type { Row } from './index.ts';

/** Labels that some operator carries. */
export function labelsOf({ operators }: State): readonly string[] {
  return [...new Set(operators.flatMap(({ placement }) => Object.keys(placement)))];
}

/** Rows of the table `decentralisation` at the end of a sample period: each set, by operator and by each label. */
export function decentralisationRows(state: State, day: number, labels = labelsOf(state)): Row[] {
  const { memberships } = state.mirrors;
  return state.world.sets.flatMap(({ id, avsName, name }) => {
    const members = membersOf(state, id);
    const stakes = members.map(membership => slashableUsd(state, membership));
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
          membership => state.operators[memberships.operator[membership]!]!.placement[label],
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
