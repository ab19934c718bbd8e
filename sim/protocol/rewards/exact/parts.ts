import type { DailySnapshot } from './daily-snapshots.ts';
import { type Decimal, divide, floor, floorDivide, plus, times, whole } from './decimal.ts';
import { keyOf } from './spans.ts';
import type { ExactAmount, ExactSubmission } from './submissions.ts';

/** Split of operators that set none, bips, before the default was ever changed. */
const DEFAULT_SPLIT_BIPS = 1000n;

/** Decimals that are kept of a staker's proportion. */
const PROPORTION_DECIMALS = 15;
const PROPORTION_UNIT = whole(10n ** 15n);

/** Weight of an earner. */
export type EarnerWeights = ReadonlyMap<string, Decimal>;

/** Part of `amount` that a weight gets of all weights: the proportion is cut to 15 decimals. */
export function partOf(amount: bigint, weight: Decimal, total: Decimal): bigint {
  const proportion = floor(times(divide(weight, total), PROPORTION_UNIT));
  return floor({ digits: proportion * amount, scale: PROPORTION_DECIMALS });
}

/** Sum of weights. */
export function sumOf(weights: EarnerWeights): Decimal {
  let sum = whole(0n);
  for (const weight of weights.values()) sum = plus(sum, weight);
  return sum;
}

/** Parts of `amount` for stakers by weight; none if nobody has weight. */
export function stakerParts(amount: bigint, weights: EarnerWeights): ExactAmount[] {
  const total = sumOf(weights);
  if (total.digits === 0n) return [];
  return [...weights].map(([earner, weight]) => ({
    role: 'staker',
    earner,
    amount: partOf(amount, weight, total),
  }));
}

/** What the operator keeps of an amount: by its split for the kind and scope, else by the default. */
export function cutOf(
  amount: bigint,
  submission: ExactSubmission,
  snapshot: DailySnapshot,
  operator: string,
): bigint {
  const bips = ownSplit(submission, snapshot, operator) ?? snapshot.defaultOperatorSplits.get('');
  return floorDivide(amount * (bips ?? DEFAULT_SPLIT_BIPS), 10_000n);
}

function ownSplit(
  { kind, scope }: ExactSubmission,
  snapshot: DailySnapshot,
  operator: string,
): bigint | undefined {
  if (kind === 'pi') return snapshot.operatorPiSplits.get(operator);
  const splits = kind === 'v1' || kind === 'od' ? snapshot.operatorAvsSplits : snapshot.operatorSetSplits;
  return splits.get(keyOf(operator, scope));
}

/** Weight of each of an operator's stakers over strategies: the sum of shares x multiplier, where positive. */
export function stakersByShares(
  submission: ExactSubmission,
  snapshot: DailySnapshot,
  operator: string,
  counts: (strategy: string) => boolean,
): Map<string, Decimal> {
  const weights = new Map<string, Decimal>();
  for (const staker of snapshot.stakersOf.get(operator) ?? []) {
    let weight = 0n;
    for (const [strategy, multiplier] of submission.multipliers) {
      const shares = snapshot.stakerShares.get(keyOf(staker, strategy)) ?? 0n;
      if (shares > 0n && counts(strategy)) weight += shares * multiplier;
    }
    if (weight > 0n) weights.set(staker, whole(weight));
  }
  return weights;
}
