import { stakeUsd, type View } from '../../measures/view.ts';

/** Room an operator leaves above a set's minimum stake, so that a falling price does not get it ejected. */
const MARGIN = 2;

/** Part of its magnitude that an operator leaves unallocated. */
const RESERVE = 0.05;

/**
 * The fractions of its stake that an operator would allocate to each of these sets: to sets that do not pay by
 * unique stake just what their minimum asks, with a margin; to the others the rest, in proportion to what they pay
 * for a unit of stake. Infinity for a set whose minimum the operator cannot meet.
 *
 * @param payPerStake what each set pays a year for a USD allocated to it, by set number
 */
export function planAllocations(
  view: View,
  operator: number,
  sets: readonly number[],
  payPerStake: (set: number) => number,
): Map<number, number> {
  const stake = stakeUsd(view, operator);
  const plan = new Map<number, number>();
  let left = 1 - RESERVE;
  for (const set of sets) {
    const { minStakeUsd } = view.world.sets[set]!.spec.admission;
    const needed =
      minStakeUsd === 0 ? 0 : stake > 0 ? (MARGIN * minStakeUsd) / stake : Number.POSITIVE_INFINITY;
    plan.set(set, needed);
    left -= needed;
  }
  if (left < 0) return scarce(view, plan, stake);
  const open = sets.filter(set => view.world.sets[set]!.spec.reward.kind === 'uniqueStake');
  const total = open.reduce((sum, set) => sum + payPerStake(set), 0);
  if (total > 0) for (const set of open) plan.set(set, plan.get(set)! + (left * payPerStake(set)) / total);
  return plan;
}

/** Not enough stake for every margin: give up margins first, then say which sets cannot be served. */
function scarce(view: View, plan: Map<number, number>, stake: number): Map<number, number> {
  let left = 1;
  // The order of the scenario is the order of preference among minima that do not all fit.
  for (const set of plan.keys()) {
    const needed =
      stake > 0 ? view.world.sets[set]!.spec.admission.minStakeUsd / stake : Number.POSITIVE_INFINITY;
    plan.set(set, needed <= left ? needed : Number.POSITIVE_INFINITY);
    if (needed <= left) left -= needed;
  }
  const served = [...plan.values()].filter(Number.isFinite).reduce((sum, part) => sum + part, 0);
  const stretch = served > 0 ? Math.min(MARGIN, 1 / served) : 1;
  for (const [set, part] of plan) plan.set(set, part * stretch);
  return plan;
}
