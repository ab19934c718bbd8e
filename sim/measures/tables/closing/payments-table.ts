import { earnedNow, type Rewards, type Statement } from '../../../protocol/rewards/index.ts';
import type { State } from '../../../state/state.ts';
import type { FeeTotals } from '../../trackers/fee-totals.ts';
import { quantity, text, usd } from '../column-kinds.ts';
import { defineTable, type Row } from '../define-table.ts';
import { type NamedPayee, payeeColumns } from './payees.ts';
import { feePayer, payerColumns, payerOf } from './payer.ts';

/** The table `payments`. */
export const paymentsTable = defineTable({
  name: 'payments',
  meaning:
    'Who paid each operator and each restaker account over the whole run; only with `attribution: accounts`',
  columns: {
    ...payeeColumns,
    ...payerColumns,
    part: text("split (kept of the pay of delegators' stake), stake (own stake) or work (task fees)"),
    amountTokens: quantity('tokens', 'Amount in the token paid'),
    amountUsd: usd('Amount valued when paid'),
    protocolFeeUsd: usd('What the protocol took out of the pool for it, on top'),
  },
});

/**
 * Rows of the table `payments`: every layer of every set against each operator and each restaker account that it
 * paid. None unless the run keeps statements.
 *
 * @param payees by account
 */
export function paymentRows(state: State, payees: readonly NamedPayee[], { byOperator }: FeeTotals): Row[] {
  const { world, operators, rewards } = state;
  if (rewards.statements === undefined) return [];
  const { kept } = rewards.statements;
  const rows: Row[] = [];
  const addStatement = (payee: NamedPayee, part: string, statement: Statement): void => {
    // A statement holds three numbers a payment: the stream, the tokens and their worth in USD.
    for (let at = 0; at < statement.length; at += 3) {
      const [stream, amountTokens, amountUsd] = statement.slice(at, at + 3) as [number, number, number];
      if (amountTokens <= 0) continue;
      const payer = payerOf(world, rewards.flows[stream]!.stream);
      const protocolFeeUsd = amountUsd * feeRatio(rewards, stream);
      rows.push(paymentsTable.row({ ...payee, ...payer, part, amountTokens, amountUsd, protocolFeeUsd }));
    }
  };
  earnedNow(rewards).forEach((earned, account) => {
    const payee = payees[account]!;
    if (account < operators.length) {
      addStatement(payee, 'split', kept[account]!);
      for (const { id, name } of world.avss) {
        const fee = byOperator[id * operators.length + account]!;
        const amounts = { amountTokens: fee, amountUsd: fee, protocolFeeUsd: 0 };
        if (fee > 0) rows.push(paymentsTable.row({ ...payee, ...feePayer(name), part: 'work', ...amounts }));
      }
    }
    addStatement(payee, 'stake', earned);
  });
  return rows;
}

/** What the protocol took of a stream's pool for each unit that was paid out: f / (1 - f) at a fee of the fraction f. */
function feeRatio({ flows }: Rewards, stream: number): number {
  const { feeFraction = 0 } = flows[stream]!.stream;
  return feeFraction < 1 ? feeFraction / (1 - feeFraction) : 0;
}
