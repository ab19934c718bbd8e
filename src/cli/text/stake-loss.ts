import type { StakeAmount } from '../stake-amount.ts';
import type { SlashDocument } from './slash-document.ts';

/** A stake, and what a slash takes of it, in whole units and in USD. */
export interface StakeLoss extends StakeAmount {
  readonly lost: number;
  readonly lostUsd: number;
}

/**
 * What slashes of operators take of a stake that is spread equally over them: each takes the same part of all that is
 * delegated to its operator.
 *
 * @param documents of the slashes, one an operator
 */
export function stakeLoss({ amount, strategy }: StakeAmount, documents: readonly SlashDocument[]): StakeLoss {
  const parts = documents.map(({ strategies }) => strategies.find(one => one.strategy === strategy));
  const share = amount / documents.length;
  const lost = parts.reduce((sum, part) => sum + share * (part?.lostFraction ?? 0), 0);
  return { amount, strategy, lost, lostUsd: lost * (parts.find(part => part)?.priceUsd ?? 0) };
}
