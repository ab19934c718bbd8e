import type { State } from '../../state/state.ts';
import type { SlashCosts } from '../trackers/slash-costs.ts';
import type { Row } from './index.ts';
import type { Person } from './payees.ts';

/**
 * Rows of the table `losses`: what the slashes of each set cost each operator's own stake and each restaker account.
 * None unless the run keeps statements.
 *
 * @param people by account
 */
export function lossRows(
  { world, rewards }: State,
  people: readonly Person[],
  { losses }: SlashCosts,
): Row[] {
  if (rewards.statements === undefined) return [];
  const sets = world.sets.length;
  const sums = new Map<number, number>();
  losses.account.forEach((account, i) => {
    const key = account * sets + losses.set[i]!;
    sums.set(key, (sums.get(key) ?? 0) + losses.usd[i]!);
  });
  return [...sums]
    .sort(([a], [b]) => a - b)
    .map(([key, usd]) => {
      const { avsName, name } = world.sets[key % sets]!;
      return { table: 'losses', values: [...people[Math.floor(key / sets)]!, avsName, name, usd] };
    });
}
