import type { State } from '../../../state/state.ts';
import type { LossUsd } from '../../trackers/account-losses.ts';
import type { SlashCosts } from '../../trackers/slash-costs.ts';
import { avs, set, usd } from '../column-kinds.ts';
import { defineTable, type Row } from '../define-table.ts';
import { type NamedPayee, payeeColumns } from './payees.ts';

/** The table `losses`. */
export const lossesTable = defineTable({
  name: 'losses',
  meaning:
    'What slashes of each set cost each operator and each restaker account; only with `attribution: accounts`',
  columns: {
    ...payeeColumns,
    avs,
    set,
    slashedUsd: usd('Own stake that its slashes took, queued withdrawals among it, valued when slashed'),
    slashedConstantPricesUsd: usd('The same at constant prices, those of the start'),
  },
});

/**
 * Rows of the table `losses`: what the slashes of each set cost each operator's own stake and each restaker account.
 * None unless the run keeps statements.
 *
 * @param payees by account
 */
export function lossRows(
  { world, rewards }: State,
  payees: readonly NamedPayee[],
  { losses }: SlashCosts,
): Row[] {
  if (rewards.statements === undefined) return [];
  const sets = world.sets.length;
  const sums = new Map<number, LossUsd>();
  losses.account.forEach((account, i) => {
    const key = account * sets + losses.set[i]!;
    const { slashedUsd, constantUsd } = losses.usd[i]!;
    const sum = sums.get(key) ?? { slashedUsd: 0, constantUsd: 0 };
    sum.slashedUsd += slashedUsd;
    sum.constantUsd += constantUsd;
    sums.set(key, sum);
  });
  return [...sums]
    .sort(([a], [b]) => a - b)
    .map(([key, { slashedUsd, constantUsd }]) => {
      const { avsName, name } = world.sets[key % sets]!;
      return lossesTable.row({
        ...payees[Math.floor(key / sets)]!,
        avs: avsName,
        set: name,
        slashedUsd,
        slashedConstantPricesUsd: constantUsd,
      });
    });
}
