import type { DailySnapshot } from './daily-snapshots.ts';
import { type Decimal, divide, floor, floorDivide, plus, times, whole } from './decimal.ts';
import { cutOf, stakerParts, sumOf } from './parts.ts';
import { keyOf } from './spans.ts';
import type { ExactAmount, PoolSubmission } from './submissions.ts';

/**
 * One day of a unique-stake or total-stake submission (sidecar gold tables 15 to 21). The day's pool is divided
 * among the set's operators by weight; each keeps its split and its stakers share the rest. If nothing is paid,
 * the AVS gets the day's pool back. Strategies are the submission's, whether they are in the set or not.
 */
export function paySet(submission: PoolSubmission, snapshot: DailySnapshot): ExactAmount[] {
  const { scope, amount, days, avs } = submission;
  const weights = new Map<string, Decimal>();
  for (const pair of snapshot.operatorSetRegistrations.keys()) {
    const operator = pair.slice(0, pair.indexOf('|'));
    if (pair !== keyOf(operator, scope)) continue;
    const weight = weightOf(submission, snapshot, operator, strategy =>
      snapshot.operatorShares.get(keyOf(operator, strategy)),
    );
    if (weight !== undefined) weights.set(operator, weight);
  }
  const total = sumOf(weights);
  const pool = floorDivide(amount, days);
  const amounts: ExactAmount[] = [];
  for (const [operator, weight] of total.digits === 0n ? [] : weights) {
    const pay = floor(divide(times(whole(pool), weight), total));
    const cut = cutOf(pay, submission, snapshot, operator);
    amounts.push({ role: 'operator', earner: operator, amount: cut });
    const stakers = new Map<string, Decimal>();
    for (const staker of snapshot.stakersOf.get(operator) ?? []) {
      const own = weightOf(submission, snapshot, operator, strategy =>
        snapshot.stakerShares.get(keyOf(staker, strategy)),
      );
      if (own !== undefined && own.digits > 0n) stakers.set(staker, own);
    }
    amounts.push(...stakerParts(pay - cut, stakers));
  }
  if (amounts.some(each => each.amount > 0n)) return amounts;
  return [...amounts, { role: 'avs', earner: avs, amount: pool }];
}

/**
 * Weight of shares delegated to an operator: the sum over strategies of shares x multiplier, for unique stake
 * only the part of the shares that is allocated to the set. Undefined if no strategy counts.
 */
function weightOf(
  { kind, scope, multipliers }: PoolSubmission,
  snapshot: DailySnapshot,
  operator: string,
  sharesIn: (strategy: string) => bigint | undefined,
): Decimal | undefined {
  let weight: Decimal | undefined;
  for (const [strategy, multiplier] of multipliers) {
    const shares = sharesIn(strategy) ?? 0n;
    if (shares <= 0n) continue;
    let counted = whole(shares);
    if (kind === 'unique') {
      const allocation = snapshot.allocations.get(keyOf(operator, scope, strategy));
      if (allocation === undefined || allocation.magnitude <= 0n || allocation.maxMagnitude <= 0n) continue;
      counted = divide(whole(shares * allocation.magnitude), whole(allocation.maxMagnitude));
    }
    const term = times(counted, whole(multiplier));
    weight = weight === undefined ? term : plus(weight, term);
  }
  return weight;
}
