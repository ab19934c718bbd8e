import type { Bundle, OperatorChoice, OperatorObservation } from './operator-policy.ts';

/**
 * Choice of a dormant operator between entering business, to serve its best combination of sets, and staying out of it:
 * what serving them brings a week, less what being in business costs a week and the cost of entry spread over the
 * operator's horizon, against its tastes. Their scale is the larger of that value and its typical income.
 *
 * @param best sets and their value in USD a week; undefined if no set would take the operator
 */
export function chooseEntry(
  observation: OperatorObservation,
  best: Pick<Bundle, 'sets' | 'value'> | undefined,
): OperatorChoice {
  if (best === undefined) return { sets: [] };
  const { costUsd, standingUsd } = observation.entry!;
  const { horizon, rationality } = observation.policy;
  const gain = best.value - standingUsd - costUsd / (horizon / 7);
  const scale = Math.max(best.value, observation.incomeUsd);
  const taste = best.sets.reduce((sum, set) => sum + observation.setOf(set).taste, 0);
  return { sets: (rationality * gain) / scale + taste > 0 ? best.sets : [] };
}

/**
 * Best combination of sets for an operator that serves none, by greedy search: the best set alone, then, as long as one
 * more adds value, the set that adds most. Undefined if no set would take the operator.
 */
export function bestBundle(observation: OperatorObservation): Bundle | undefined {
  const open = observation.sets.filter(set => set.open);
  const most = Math.min(open.length, observation.policy.mostSets ?? Number.POSITIVE_INFINITY);
  let best: Bundle | undefined;
  while ((best?.sets.length ?? 0) < most) {
    const before = best;
    for (const { id } of open) {
      const sets = before?.sets ?? [];
      if (sets.includes(id)) continue;
      const bundle = observation.worth([...sets, id]);
      if (!bundle.reachable || !observation.admits(id, bundle.plan.get(id)!)) continue;
      if (best === undefined || bundle.value > best.value) best = bundle;
    }
    if (best === before) break;
  }
  return best;
}
