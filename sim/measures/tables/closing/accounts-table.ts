import { earnedUsdOf } from '../../../protocol/rewards/index.ts';
import type { State } from '../../../state/state.ts';
import type { CohortOutcome } from '../../trackers/cohort-outcomes.ts';
import { usd } from '../column-kinds.ts';
import { defineTable, type Row } from '../define-table.ts';
import { type NamedPayee, payeeColumns } from './payees.ts';

/** The table `accounts`. */
export const accountsTable = defineTable({
  name: 'accounts',
  meaning:
    'What each restaker account that had stake got over the whole run: what quantiles and tails of cohorts are over; only with `attribution: accounts`',
  columns: {
    ...payeeColumns,
    stakeUsd: usd('Stake at the start'),
    earnedUsd: usd('Rewards valued when paid'),
    earnedConstantPricesUsd: usd(
      'Rewards in units of the stake: the tokens that they would have bought when paid, at the prices of the start',
    ),
    lostConstantPricesUsd: usd('Stake lost to slashes, at the prices of the start'),
  },
});

/**
 * Rows of the table `accounts`: one for each restaker account that had stake. None unless the run keeps statements.
 *
 * @param payees by account of the ledger
 */
export function accountRows(
  { operators, rewards }: State,
  payees: readonly NamedPayee[],
  outcomes: readonly CohortOutcome[],
): Row[] {
  if (rewards.statements === undefined) return [];
  return outcomes.flatMap(({ accounts, stakes, earned, lost }) =>
    accounts.map((account, i) =>
      accountsTable.row({
        ...payees[operators.length + account]!,
        stakeUsd: stakes[i]!,
        earnedUsd: earnedUsdOf(rewards, operators.length + account),
        earnedConstantPricesUsd: earned[i]!,
        lostConstantPricesUsd: lost[i]!,
      }),
    ),
  );
}
