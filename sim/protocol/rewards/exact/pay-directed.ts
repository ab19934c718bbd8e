import type { DailySnapshot } from './daily-snapshots.ts';
import { floorDivide } from './decimal.ts';
import { cutOf, stakerParts, stakersByShares } from './parts.ts';
import { keyOf } from './spans.ts';
import type { DirectedSubmission, ExactAmount } from './submissions.ts';

/**
 * One day of an operator-directed submission (sidecar gold tables 7 to 14). An operator's amount is divided by
 * its registered days; on each it keeps its split, also without stakers, and its stakers share the rest, which
 * nobody gets if they have no weight. The AVS gets back the amounts of operators that were never registered
 * and, of a set none of whose strategies are rewarded, what stakers would have got.
 * @param registeredDays Days of this run on which each operator was registered.
 */
export function payDirected(
  submission: DirectedSubmission,
  snapshot: DailySnapshot,
  registeredDays: ReadonlyMap<string, bigint>,
): ExactAmount[] {
  const { kind, scope, multipliers, operators, avs, days } = submission;
  const registered = kind === 'od' ? snapshot.operatorAvsRegistrations : snapshot.operatorSetRegistrations;
  const counts = (strategy: string): boolean =>
    kind === 'od' || snapshot.operatorSetStrategies.has(keyOf(strategy, scope));
  const stakersCount = kind === 'od' || multipliers.some(([strategy]) => counts(strategy));
  const amounts: ExactAmount[] = [];
  let unregistered: bigint | undefined;
  let unstaked: bigint | undefined;
  for (const [operator, amount] of operators) {
    const count = registeredDays.get(operator) ?? 0n;
    if (count === 0n) unregistered = (unregistered ?? 0n) + floorDivide(amount, days);
    if (!registered.has(keyOf(operator, scope))) continue;
    const pay = floorDivide(amount, count);
    const cut = cutOf(pay, submission, snapshot, operator);
    amounts.push({ role: 'operator', earner: operator, amount: cut });
    if (stakersCount) {
      amounts.push(...stakerParts(pay - cut, stakersByShares(submission, snapshot, operator, counts)));
    } else unstaked = (unstaked ?? 0n) + pay - cut;
  }
  // The calculation unites its tables as sets: of two equal refunds one is lost.
  const refunds = new Set([unregistered, unstaked].filter(refund => refund !== undefined));
  if (refunds.size > 0) {
    amounts.push({
      role: 'avs',
      earner: avs,
      amount: [...refunds].reduce((sum, refund) => sum + refund, 0n),
    });
  }
  return amounts;
}

/** Days among the snapshots on which each named operator was registered. */
export function registeredDays(
  submission: DirectedSubmission,
  snapshots: readonly DailySnapshot[],
): Map<string, bigint> {
  const { kind, scope, operators } = submission;
  const days = new Map<string, bigint>();
  for (const snapshot of snapshots) {
    const registered = kind === 'od' ? snapshot.operatorAvsRegistrations : snapshot.operatorSetRegistrations;
    for (const [operator] of operators)
      if (registered.has(keyOf(operator, scope))) days.set(operator, (days.get(operator) ?? 0n) + 1n);
  }
  return days;
}
