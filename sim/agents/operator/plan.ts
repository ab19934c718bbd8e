import { acceptedStakeUsd, type View } from '../../measures/view.ts';
import type { IncentiveInWorld } from '../../scenario/index.ts';
import { netPoolUsdPerDay } from '../avs/budget.ts';
import { gaugeUsdPerDay } from '../avs/incentives.ts';

/** Room an operator leaves above a set's minimum stake, so that a falling price does not get it ejected. */
export const MARGIN = 2;

/** Part of its magnitude that an operator leaves unallocated. */
const RESERVE = 0.05;

/**
 * The fractions of its stake that an operator would allocate to each of these sets: to sets that do not pay by
 * allocated stake just what their minimum asks, with a margin; to the others the rest, in proportion to their pools: if
 * all do so, a unit of stake earns the same in each. Infinity for a set whose minimum the operator cannot meet.
 *
 * @param poolUsd what each set pays by allocated stake, by set number
 */
export function planAllocations(
  view: View,
  operator: number,
  sets: readonly number[],
  poolUsd: (set: number) => number,
): Map<number, number> {
  const plan = new Map<number, number>();
  let left = 1 - RESERVE;
  for (const set of sets) {
    const needed = MARGIN * leastFraction(view, operator, set);
    plan.set(set, needed);
    left -= needed;
  }
  if (left < 0) return scarce(view, operator, plan);
  const open = sets.filter(set => paysByStake(view, set) || uniqueGauges(view, set).length > 0);
  // Sets that pay nothing at all share alike.
  const paid = open.some(set => poolUsd(set) > 0);
  const part = (set: number): number => (paid ? poolUsd(set) : 1);
  const total = open.reduce((sum, set) => sum + part(set), 0);
  for (const set of open) plan.set(set, plan.get(set)! + (left * part(set)) / total);
  return plan;
}

/**
 * What a set pays by allocated stake, in USD a day: its pool, less the protocol's fee, if its own rule goes by it, and
 * gauges that do.
 *
 * @param members members of a set, by its number
 */
export function stakePoolUsdPerDay(view: View, set: number, members: (set: number) => number): number {
  const own = paysByStake(view, set) ? netPoolUsdPerDay(view, set, members) : 0;
  return uniqueGauges(view, set).reduce((sum, gauge) => sum + gaugeUsdPerDay(view, gauge), own);
}

/** Whether a set's own rule pays more to those who allocate more. */
function paysByStake(view: View, set: number): boolean {
  const { reward } = view.world.sets[set]!.spec;
  return reward.kind === 'uniqueStake' || (reward.kind === 'operatorDirected' && reward.by.stake > 0);
}

function uniqueGauges(view: View, set: number): readonly IncentiveInWorld[] {
  return view.world.incentives.filter(gauge => gauge.set === set && gauge.kind === 'uniqueStake');
}

/** Not enough stake for every margin: give up margins first, then say which sets cannot be served. */
function scarce(view: View, operator: number, plan: Map<number, number>): Map<number, number> {
  let left = 1;
  // Where minima do not all fit, those of the sets it serves already go first.
  for (const set of plan.keys()) {
    const needed = leastFraction(view, operator, set);
    plan.set(set, needed <= left ? needed : Number.POSITIVE_INFINITY);
    if (needed <= left) left -= needed;
  }
  const served = [...plan.values()].filter(Number.isFinite).reduce((sum, part) => sum + part, 0);
  const stretch = served > 0 ? Math.min(MARGIN, 1 / served) : 1;
  for (const [set, part] of plan) plan.set(set, part * stretch);
  return plan;
}

/** Fraction of its stake that a set's minimum asks of an operator; Infinity if it has none that the set accepts. */
export function leastFraction(view: View, operator: number, set: number): number {
  const { minStakeUsd } = view.world.sets[set]!.spec.admission;
  if (minStakeUsd === 0) return 0;
  const stake = acceptedStakeUsd(view, operator, set);
  return stake > 0 ? minStakeUsd / stake : Number.POSITIVE_INFINITY;
}
