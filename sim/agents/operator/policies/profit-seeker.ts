import type { SetId } from '../../../ids.ts';
import { bestBundle, chooseEntry } from './market-entry.ts';
import { operatorParameters } from './operator-parameters.ts';
import {
  type Bundle,
  type MembershipValue,
  type OperatorObservation,
  type OperatorPolicy,
  type OperatorSetObservation,
  operatorPolicyKind,
} from './operator-policy.ts';
import { shiftedUsdPerWeek } from './shifted-income.ts';

/**
 * Profit seeker with tastes: makes the one move, to join a set, to leave one or none, that adds most to the value of
 * what it serves and to its taste for it, if that is more than what the move costs (hysteresis); then again, until it
 * prefers to stay. Where it may enter and leave business, it weighs that alike.
 */
const decide: OperatorPolicy = observation => {
  if (observation.dormant) return chooseEntry(observation, bestBundle(observation));
  const { served, sets, setOf, policy, incomeUsd, entry } = observation;
  const now = observation.worth(served);
  const switching = policy.switchingUsd / (policy.horizon / 7);
  /** Utility that a move adds, in units of typical income over rationality. */
  const utility = (gainUsd: number, shiftedUsd: number, taste: number): number =>
    (policy.rationality * (gainUsd - switching - policy.hurdle * shiftedUsd)) / incomeUsd + taste;

  let best = { sets: served, utility: 0, retires: false };
  const consider = (option: typeof best): void => {
    if (option.utility > best.utility) best = option;
  };
  /** Most options lose even if they shifted nothing: what they shift, and whether they are open, is not worked out. */
  const considerMove = (to: Bundle, taste: number, isAdmitted: () => boolean): void => {
    const gain = to.value - now.value;
    if (utility(gain, 0, taste) <= best.utility || !isAdmitted()) return;
    consider({ sets: to.sets, utility: utility(gain, shiftedUsdPerWeek(now, to), taste), retires: false });
  };
  for (const set of leastMissed(observation, now)) {
    const to = observation.worth(served.filter(other => other !== set));
    considerMove(to, -tasteOf(setOf(set)), () => true);
  }
  const mayJoin = served.length < (policy.mostSets ?? Number.POSITIVE_INFINITY);
  for (const set of mayJoin ? sets : []) {
    if (!set.open) continue;
    const { id } = set;
    const to = observation.worth([...served, id]);
    if (to.reachable) considerMove(to, tasteOf(set), () => observation.admits(id, to.plan.get(id)!));
  }
  if (entry !== undefined) {
    const taste = served.reduce((sum, set) => sum - tasteOf(setOf(set)), 0);
    consider({ sets: [], utility: utility(entry.standingUsd - now.value, 0, taste), retires: true });
  }
  const { retires } = best;
  return { sets: best.sets, retires, again: !retires && best.sets !== served };
};

/**
 * Sets that an operator weighs leaving: all that it serves, or, of more than it pays attention to, those that it would miss
 * least as things are, by what each is worth at its present allocation and its taste for it.
 */
function leastMissed(observation: OperatorObservation, { plan }: Bundle): readonly SetId[] {
  const { served, setOf, policy, incomeUsd } = observation;
  if (served.length <= policy.attention) return served;
  const missed = served.map(id => {
    const fraction = plan.get(id)!;
    const set = setOf(id);
    const usd = Number.isFinite(fraction) ? netOf(set.termsAt(fraction)) : Number.NEGATIVE_INFINITY;
    return { id, utility: (policy.rationality * usd) / incomeUsd + tasteOf(set) };
  });
  missed.sort((a, b) => a.utility - b.utility || a.id - b.id);
  return missed.slice(0, policy.attention).map(({ id }) => id);
}

function netOf({ income, fees, cost, risk }: MembershipValue): number {
  return income + fees - cost - risk;
}

/** Taste for a set, as a choice among the sets that were drawn counts it. */
function tasteOf({ taste, correction }: OperatorSetObservation): number {
  return taste + correction;
}

export const profitSeeker = operatorPolicyKind({
  kind: 'profit',
  meaning: 'Seeks expected profit, set by set',
  parameters: operatorParameters,
  decide,
});
