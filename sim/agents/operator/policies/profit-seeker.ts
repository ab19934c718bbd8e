import { logit } from '../../logit.ts';
import { bestBundle, chooseEntry } from '../actions/market-entry.ts';
import type { OperatorPolicy } from './operator-policy.ts';

/**
 * Profit seeker with bounded rationality: stays, joins one set or leaves one, picked by logit over the change in
 * value, with the cost of the move spread over its horizon (hysteresis); then again, until it prefers to stay. Where
 * it may enter and leave business, it weighs that alike.
 */
export const profitSeeker: OperatorPolicy = (observation, draw) => {
  if (observation.dormant) return chooseEntry(observation, bestBundle(observation), draw);
  const { served, policy, incomeUsd, entry } = observation;
  const now = observation.worth(served).value;
  const switching = policy.switchingUsd / (policy.horizon / 7);
  const options: { sets: readonly number[]; gain: number; retires?: true }[] = [{ sets: served, gain: 0 }];
  for (const set of served) {
    const sets = served.filter(other => other !== set);
    options.push({ sets, gain: observation.worth(sets).value - now - switching });
  }
  const mayJoin = served.length < (policy.mostSets ?? Number.POSITIVE_INFINITY);
  for (const { id, open } of mayJoin ? observation.sets : []) {
    if (!open) continue;
    const { sets, plan, reachable, value } = observation.worth([...served, id]);
    if (!reachable || !observation.admits(id, plan.get(id)!)) continue;
    options.push({ sets, gain: value - now - switching });
  }
  if (entry !== undefined)
    options.push({ sets: [], gain: entry.standingUsd - now - switching, retires: true });
  const chosen = logit(
    options.map(({ gain }) => (policy.rationality * gain) / incomeUsd),
    draw,
  );
  const { sets, retires = false } = options[chosen]!;
  return { sets, retires, again: !retires };
};
