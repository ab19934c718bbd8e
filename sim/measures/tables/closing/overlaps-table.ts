import { slashableUsd } from '../../../state/stake.ts';
import type { State } from '../../../state/state.ts';
import { avs, count, fraction, optional, ratio, set, text } from '../column-kinds.ts';
import { defineTable, type Row } from '../define-table.ts';

/**
 * The table `overlaps`. Key: the two sets; each pair once, and only pairs that some operator was in, at once or one
 * after the other.
 */
export const overlapsTable = defineTable({
  name: 'overlaps',
  meaning:
    'Each pair of sets that share operators: how much of their stake is shared, and whether the same operators are slashed by both',
  columns: {
    avs,
    set,
    otherAvs: text('AVS of the other set'),
    otherSet: text('The other set'),
    members: count('Operators registered to both at the end'),
    jaccardFraction: optional(
      fraction(
        'Jaccard overlap of slashable stake at the end: sum over operators of the lesser of its two stakes, over the sum of the larger',
      ),
    ),
    everMembers: count(
      'Operators that were registered to both during the run, at once or one after the other',
    ),
    slashCorrelation: optional(
      ratio(
        'Phi coefficient over these of being slashed by the one and by the other; empty where one slashed none or all',
      ),
    ),
  },
});

/** Which operators each set has slashed: `operator * sets + set`. Over the run, once or often. */
export type SlashedOperators = ReadonlySet<number>;

/** Two sets that share operators. */
interface SetPair {
  /** Registered to both now, and the sum of the lesser slashable stake of each in USD. */
  members: number;
  leastUsd: number;
  /** Ever registered to both, and how many of them were slashed by the first, the second and by both. */
  ever: number;
  first: number;
  second: number;
  both: number;
}

/**
 * Rows of the table `overlaps`: each pair of sets that share operators, how much of their stake is the same
 * people's and whether those whom one slashes are those whom the other slashes. The Jaccard index by stake is 1
 * where the two can slash equal amounts of every operator. Amounts are compared: no unit of stake can be slashed by
 * both.
 */
export function overlapRows(state: State, slashed: SlashedOperators): Row[] {
  const { sets } = state.world;
  const { stakeUsd, pairs } = pairsOf(state, slashed);
  return [...pairs]
    .sort(([a], [b]) => a - b)
    .map(([key, pair]) => {
      const [one, other] = [sets[Math.floor(key / sets.length)]!, sets[key % sets.length]!];
      // The larger of two stakes is their sum less the lesser.
      const most = stakeUsd[one.id]! + stakeUsd[other.id]! - pair.leastUsd;
      return overlapsTable.row({
        avs: one.avsName,
        set: one.name,
        otherAvs: other.avsName,
        otherSet: other.name,
        members: pair.members,
        jaccardFraction: most > 0 ? pair.leastUsd / most : null,
        everMembers: pair.ever,
        slashCorrelation: phiCoefficient(pair),
      });
    });
}

/**
 * The pairs of sets that share operators by `first set * sets + second set`, and the slashable stake of each set.
 * Pairs are found from each operator's sets, not by trying all pairs of sets: most have nobody in common. Of a pair
 * the set with the lower number is first.
 */
function pairsOf(state: State, slashed: SlashedOperators) {
  const { world, operators, mirrors } = state;
  const { memberships } = mirrors;
  const sets = world.sets.length;
  const stakeUsd = new Float64Array(sets);
  const pairs = new Map<number, SetPair>();
  for (const { id } of operators) {
    const served = memberships.ofOperator[id]!.map(membership => ({
      set: memberships.set[membership]!,
      isMember: memberships.registered[membership] === 1,
      usd: memberships.registered[membership] ? slashableUsd(state, membership) : 0,
      wasSlashed: Number(slashed.has(id * sets + memberships.set[membership]!)),
    })).sort((a, b) => a.set - b.set);
    served.forEach((one, i) => {
      stakeUsd[one.set]! += one.usd;
      for (const other of served.slice(i + 1)) {
        const key = one.set * sets + other.set;
        const pair = pairs.get(key) ?? { members: 0, leastUsd: 0, ever: 0, first: 0, second: 0, both: 0 };
        pairs.set(key, pair);
        if (one.isMember && other.isMember) {
          pair.members++;
          pair.leastUsd += Math.min(one.usd, other.usd);
        }
        pair.ever++;
        pair.first += one.wasSlashed;
        pair.second += other.wasSlashed;
        pair.both += one.wasSlashed * other.wasSlashed;
      }
    });
  }
  return { stakeUsd, pairs };
}

/**
 * Correlation of two indicators; null where one of them is the same for everybody. The phi coefficient of the table
 * of two by two: (n n11 - n1 n2) / sqrt(n1 (n - n1) n2 (n - n2)).
 */
function phiCoefficient({ ever, first, second, both }: SetPair): number | null {
  const spread = Math.sqrt(first * (ever - first) * second * (ever - second));
  return spread > 0 ? (ever * both - first * second) / spread : null;
}
