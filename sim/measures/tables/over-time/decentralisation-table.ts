import { countedUsd, membersOf } from '../../../state/stake.ts';
import type { State } from '../../../state/state.ts';
import { entropy, gini, hhi, nakamoto, ranked } from '../../statistics/concentration.ts';
import { avs, count, fraction, optional, quantity, set, text, time } from '../column-kinds.ts';
import { defineTable, type Row } from '../define-table.ts';

/** The table `decentralisation`. */
export const decentralisationTable = defineTable({
  name: 'decentralisation',
  meaning:
    'How spread the slashable stake of each set is, every day: by operator and by label; empty where the set can slash none',
  columns: {
    timeDays: time,
    avs,
    set,
    by: text('operator, or a label of where operators run: cloud, client, region'),
    nakamotoThird: optional(
      count('Fewest places that together hold more than a third of the slashable stake'),
    ),
    nakamotoHalf: optional(count('Fewest places that together hold more than half of it')),
    nakamotoTwoThirds: optional(count('Fewest places that together hold more than two thirds of it')),
    hhiFraction: optional(fraction('Herfindahl index of slashable stake by place: 1 is one place')),
    effectiveNumber: optional(quantity('count', 'Equal places that would have the same Herfindahl index')),
    entropyNats: optional(quantity('nats', 'Shannon entropy of the shares')),
    giniFraction: optional(fraction('Gini coefficient among the places that members are in')),
  },
});

/** Labels that some operator carries. */
function labelsOf({ operators }: State): readonly string[] {
  return [...new Set(operators.flatMap(({ placement }) => Object.keys(placement)))];
}

/** Rows of the table `decentralisation` at the end of a day: each set, by operator and by each label. */
export function decentralisationRows(state: State, day: number): Row[] {
  const labels = labelsOf(state);
  const { memberships } = state.mirrors;
  return state.world.sets.flatMap(({ id, avsName, name }) => {
    const members = membersOf(state, id);
    const stakes = members.map(membership => countedUsd(state, membership));
    const row = (by: string, held: readonly number[]): Row => {
      const ranks = ranked(held);
      const index = hhi(ranks);
      return decentralisationTable.row({
        timeDays: day,
        avs: avsName,
        set: name,
        by,
        nakamotoThird: nakamoto(ranks, 1 / 3),
        nakamotoHalf: nakamoto(ranks, 1 / 2),
        nakamotoTwoThirds: nakamoto(ranks, 2 / 3),
        hhiFraction: index,
        effectiveNumber: index === null ? null : 1 / index,
        entropyNats: entropy(ranks),
        giniFraction: gini(held),
      });
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
