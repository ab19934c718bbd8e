import type { Stream } from '../../../engine/index.ts';
import { logistic } from '../../logit.ts';
import type { Bundle, OperatorChoice, OperatorObservation } from './operator-policy.ts';

/**
 * Whether a dormant operator enters business to serve its best combination of sets: by logit over what that brings
 * a week, less what being in business costs and the cost of entry spread over its horizon.
 */
export function enterFor(
  observation: OperatorObservation,
  best: Pick<Bundle, 'sets' | 'value'> | undefined,
  draw: Stream,
): OperatorChoice {
  if (best === undefined) return { sets: [] };
  const { costUsd, standingUsd } = observation.entry!;
  const { horizon, rationality } = observation.policy;
  const gain = best.value - standingUsd - costUsd / (horizon / 7);
  const scale = Math.max(best.value, observation.incomeUsd);
  return { sets: draw() < logistic((rationality * gain) / scale) ? best.sets : [] };
}

/**
 * The combination of sets that looks best to someone who serves none: the best set alone, then as long as another
 * adds value, the one that adds most. None if no set would have it.
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
