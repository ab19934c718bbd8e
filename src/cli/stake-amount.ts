import { didYouMean } from '../input/suggest.ts';
import { UsageError } from './exit.ts';

/** An amount of a staked asset, such as 500 of eth. */
export interface StakeAmount {
  /** In whole units, above 0. */
  readonly amount: number;
  readonly strategy: string;
}

/**
 * The stake that `--stake` writes, a number and an asset: `500eth`, `0.5 steth`.
 *
 * @param strategies assets that can be staked
 * @throws UsageError when it is none, or not of such an asset
 */
export function parseStake(text: string, strategies: readonly string[]): StakeAmount {
  const [, digits, strategy] = /^(\d+(?:\.\d+)?(?:e\d+)?) ?([^\d\s.].*)$/.exec(text.trim()) ?? [];
  const amount = Number(digits);
  if (strategy === undefined || !Number.isFinite(amount) || amount === 0)
    throw new UsageError(
      `invalid stake: ${text}`,
      `write a number above 0 and what is staked, such as 500${strategies[0]}`,
    );
  if (!strategies.includes(strategy)) {
    const help = didYouMean(strategy, strategies) ?? `staked are ${strategies.join(', ')}`;
    throw new UsageError(`unknown strategy: ${strategy}`, help);
  }
  return { amount, strategy };
}
