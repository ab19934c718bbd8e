import { slashableUsd } from '../../state/stake.ts';
import type { State } from '../../state/state.ts';
import type { Row } from './index.ts';

/** Which operators each set has slashed: `operator * sets + set`. */
export type Slashed = ReadonlySet<number>;

/** Two sets that share operators. */
interface Pair {
  /** Registered to both now, and the sum of the lesser slashable stake of each. */
  members: number;
  leastUsd: number;
  /** Ever registered to both, and how many of them were slashed by the first, the second and by both. */
  ever: number;
  first: number;
  second: number;
  both: number;
}

/**
 * Rows of the table `overlaps`: each pair of sets that share operators, how much of their stake is the same people's
 * and whether those whom one slashes are those whom the other slashes.
 */
export function overlapRows(state: State, slashed: Slashed): Row[] {
  const { world, operators, mirrors } = state;
  const { memberships } = mirrors;
  const sets = world.sets.length;
  const stake = new Float64Array(sets);
  const pairs = new Map<number, Pair>();
  for (const { id } of operators) {
    const served = memberships.ofOperator[id]!.toSorted((a, b) => memberships.set[a]! - memberships.set[b]!);
    const usd = served.map(m => (memberships.registered[m] ? slashableUsd(state, m) : 0));
    served.forEach((membership, i) => {
      const set = memberships.set[membership]!;
      stake[set]! += usd[i]!;
      for (let j = i + 1; j < served.length; j++) {
        const other = memberships.set[served[j]!]!;
        const pair = pairs.get(set * sets + other) ?? zero();
        pairs.set(set * sets + other, pair);
        if (memberships.registered[membership] && memberships.registered[served[j]!]) {
          pair.members++;
          pair.leastUsd += Math.min(usd[i]!, usd[j]!);
        }
        const [a, b] = [slashed.has(id * sets + set), slashed.has(id * sets + other)].map(Number);
        pair.ever++;
        pair.first += a!;
        pair.second += b!;
        pair.both += a! * b!;
      }
    });
  }
  return [...pairs]
    .sort(([a], [b]) => a - b)
    .map(([key, pair]) => {
      const [set, other] = [world.sets[Math.floor(key / sets)]!, world.sets[key % sets]!];
      // The larger of two stakes is their sum less the lesser.
      const most = stake[set.id]! + stake[other.id]! - pair.leastUsd;
      const values = [
        set.avsName,
        set.name,
        other.avsName,
        other.name,
        pair.members,
        most > 0 ? pair.leastUsd / most : null,
        pair.ever,
        correlation(pair),
      ];
      return { table: 'overlaps', values };
    });
}

function zero(): Pair {
  return { members: 0, leastUsd: 0, ever: 0, first: 0, second: 0, both: 0 };
}

/** Correlation of two indicators (phi coefficient); null where one of them is the same for everybody. */
function correlation({ ever, first, second, both }: Pair): number | null {
  const spread = Math.sqrt(first * (ever - first) * second * (ever - second));
  return spread > 0 ? (ever * both - first * second) / spread : null;
}
