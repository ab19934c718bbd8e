import type { Stream } from '../../engine/index.ts';
import { activeMemberships, type View } from '../../measures/view.ts';
import { logit } from '../choice.ts';
import { canRejoin } from './moves.ts';
import { planAllocations, stakePoolUsdPerDay } from './plan.ts';
import { considers } from './scope.ts';
import { appraise, needsGpus, netOf, type Outlook, rentPerWeek } from './value.ts';

/** What an operator decides to do about one set at a review. */
export interface Move {
  readonly kind: 'stay' | 'join' | 'leave';
  /** Set concerned; -1 when it stays. */
  readonly set: number;
}

/** What a set is worth whose minimum stake is out of reach: less than anything, and twice as bad if there are two. */
const OUT_OF_REACH_USD = -1e9;

/** A combination of sets, how stake would be allocated to them, and what it is worth in USD a week. */
export interface Bundle {
  readonly sets: readonly number[];
  readonly plan: Map<number, number>;
  readonly value: number;
}

/** Value of serving a combination of sets: each net of cost and risk, and the rent of GPUs that stay free. */
export function bundleOf(outlook: Outlook, operator: number, sets: readonly number[]): Bundle {
  const { view, beliefs } = outlook;
  const plan = planAllocations(view, operator, sets, set =>
    // It counts itself in a set that is believed empty.
    stakePoolUsdPerDay(view, set, other => Math.max(beliefs.members[other]!, sets.includes(other) ? 1 : 0)),
  );
  let value = sets.some(set => needsGpus(view, set)) ? 0 : rentPerWeek(view, operator);
  for (const set of sets) {
    const fraction = plan.get(set)!;
    value += Number.isFinite(fraction) ? netOf(appraise(outlook, operator, set, fraction)) : OUT_OF_REACH_USD;
  }
  return { sets, plan, value };
}

/**
 * One review: stay, join one set or leave one, picked by logit over the change in value, with the cost of the
 * move spread over the horizon (hysteresis).
 *
 * @param admits whether the AVS would take the operator with such a part of its stake allocated
 * @param scaleUsd typical weekly income of the operator: the unit of its rationality
 */
export function review(
  outlook: Outlook,
  operator: number,
  admits: (set: number, fraction: number) => boolean,
  scaleUsd: number,
  stream: Stream,
): { move: Move; plan: Map<number, number> } {
  const { view } = outlook;
  const { policy } = view.world.groups[view.operators[operator]!.group]!.spec;
  const served = activeMemberships(view, operator).map(
    membership => view.mirrors.memberships.set[membership]!,
  );
  const now = bundleOf(outlook, operator, served);
  const switching = policy.switchingUsd / (policy.horizon / 7);

  const options: { move: Move; bundle: Bundle; gain: number }[] = [
    { move: { kind: 'stay', set: -1 }, bundle: now, gain: 0 },
  ];
  for (const set of served) {
    const bundle = bundleOf(
      outlook,
      operator,
      served.filter(other => other !== set),
    );
    options.push({ move: { kind: 'leave', set }, bundle, gain: bundle.value - now.value - switching });
  }
  for (const { id: set } of candidates(view, operator, served)) {
    const bundle = bundleOf(outlook, operator, [...served, set]);
    const reachable = [...bundle.plan.values()].every(Number.isFinite);
    if (!reachable || !admits(set, bundle.plan.get(set)!)) continue;
    options.push({ move: { kind: 'join', set }, bundle, gain: bundle.value - now.value - switching });
  }
  const chosen =
    options[
      logit(
        options.map(({ gain }) => (policy.rationality * gain) / scaleUsd),
        stream,
      )
    ]!;
  return { move: chosen.move, plan: chosen.bundle.plan };
}

function candidates(
  view: View,
  operator: number,
  served: readonly number[],
): readonly { readonly id: number }[] {
  const { group, gpus } = view.operators[operator]!;
  const { spec: own } = view.world.groups[group]!;
  if (served.length >= (own.policy.mostSets ?? Number.POSITIVE_INFINITY)) return [];
  return view.world.sets.filter(
    set =>
      !served.includes(set.id) &&
      gpus >= set.spec.admission.gpus &&
      considers(own.policy, set) &&
      canRejoin(view, operator, set.id),
  );
}
