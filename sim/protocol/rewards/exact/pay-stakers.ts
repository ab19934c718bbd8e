import type { DailySnapshot } from './daily-snapshots.ts';
import { type Decimal, floorDivide } from './decimal.ts';
import { cutOf, partOf, stakersByShares, sumOf } from './parts.ts';
import { keyOf } from './spans.ts';
import type { ExactAmount, PoolSubmission } from './submissions.ts';

/**
 * One day of a `v1` or `pi` submission: the day's pool is divided among all stakers of all eligible operators,
 * and each operator keeps its split of every staker's part (sidecar gold tables 1 to 3, 5 and 6). In v1 an
 * operator's strategies count where it restakes them in the AVS; programmatic incentives count them all and
 * pay operators registered to any AVS or set.
 */
export function payStakers(submission: PoolSubmission, snapshot: DailySnapshot): ExactAmount[] {
  const { kind, scope, amount, days } = submission;
  const operatorOf = new Map<string, string>();
  const weights = new Map<string, Decimal>();
  for (const operator of kind === 'pi' ? registeredAnywhere(snapshot) : snapshot.stakersOf.keys()) {
    const pair = keyOf(operator, scope);
    if (kind === 'v1' && !snapshot.operatorAvsRegistrations.has(pair)) continue;
    const counts = (strategy: string): boolean =>
      kind === 'pi' || snapshot.operatorAvsStrategies.has(keyOf(pair, strategy));
    for (const [staker, weight] of stakersByShares(submission, snapshot, operator, counts)) {
      weights.set(staker, weight);
      operatorOf.set(staker, operator);
    }
  }
  const total = sumOf(weights);
  const pool = floorDivide(amount, days);
  const cuts = new Map<string, bigint>();
  const stakers = [...weights].map(([earner, weight]): ExactAmount => {
    const part = partOf(pool, weight, total);
    const operator = operatorOf.get(earner)!;
    const cut = cutOf(part, submission, snapshot, operator);
    cuts.set(operator, (cuts.get(operator) ?? 0n) + cut);
    return { role: 'staker', earner, amount: part - cut };
  });
  const operators = [...cuts].map(
    ([earner, cut]): ExactAmount => ({ role: 'operator', earner, amount: cut }),
  );
  return [...stakers, ...operators];
}

function registeredAnywhere(snapshot: DailySnapshot): Set<string> {
  const pairs = [...snapshot.operatorAvsRegistrations.keys(), ...snapshot.operatorSetRegistrations.keys()];
  return new Set(pairs.map(pair => pair.slice(0, pair.indexOf('|'))));
}
