import type { OperatorId, SetId } from '../../../ids.ts';
import type { IncentiveInWorld } from '../../../scenario/index.ts';
import { acceptedStakeUsd, countsAllStake } from '../../../state/stake.ts';
import type { State } from '../../../state/state.ts';
import { netPoolUsdPerDay } from '../../avs/pay/budget.ts';
import { gaugeUsdPerDay } from '../../avs/pay/incentives.ts';
import { STAKE_MARGIN } from '../constants.ts';

/** Fraction of its magnitude that an operator leaves unallocated. */
const UNALLOCATED_FRACTION = 0.05;

/**
 * Fractions of its stake that an operator would allocate to each of these sets. A set that does not pay by allocated
 * stake gets `STAKE_MARGIN` times what its minimum asks; the others share the rest in proportion to their pools, since
 * a unit of stake earns the same in each if everybody does so. If stake does not suffice for every margin, see
 * `planScarceStake`.
 *
 * @param poolUsd what a set pays by allocated stake, in USD over any fixed time, by set number
 * @returns fraction by set, in the order of `sets`; Infinity for a set whose minimum the operator cannot meet
 */
export function planAllocations(
  state: State,
  operator: OperatorId,
  sets: readonly SetId[],
  poolUsd: (set: SetId) => number,
): Map<SetId, number> {
  const plan = new Map<SetId, number>();
  let left = 1 - UNALLOCATED_FRACTION;
  for (const set of sets) {
    const needed = STAKE_MARGIN * leastFraction(state, operator, set);
    plan.set(set, needed);
    left -= needed;
  }
  if (left < 0) return planScarceStake(state, operator, plan);
  const paying = sets.filter(set => rewardsStake(state, set));
  let pools = paying.map(poolUsd);
  // If no pool pays anything at present, each set gets an equal part.
  if (!pools.some(pool => pool > 0)) pools = paying.map(() => 1);
  let total = 0;
  for (const pool of pools) total += pool;
  paying.forEach((set, i) => {
    plan.set(set, plan.get(set)! + (left * pools[i]!) / total);
  });
  return plan;
}

/**
 * What is paid to a set by allocated stake, in USD a day: its pool, less the protocol's fee, if its own rule goes by
 * allocated stake, and its gauges that do.
 *
 * @param members members of a set, by its number
 */
export function stakePoolUsdPerDay(state: State, set: SetId, members: (set: SetId) => number): number {
  let usd = ownPayRewardsStake(state, set) ? netPoolUsdPerDay(state, set, members) : 0;
  for (const incentive of state.world.incentives)
    if (isStakeGauge(incentive, set)) usd += gaugeUsdPerDay(state, incentive);
  return usd;
}

/** Whether a set, or a gauge of it, pays more to those who allocate more. */
function rewardsStake(state: State, set: SetId): boolean {
  return (
    ownPayRewardsStake(state, set) || state.world.incentives.some(incentive => isStakeGauge(incentive, set))
  );
}

/** Whether a set's own rule pays more to those who allocate more. */
function ownPayRewardsStake(state: State, set: SetId): boolean {
  const { reward } = state.world.sets[set]!.spec;
  return reward.kind === 'uniqueStake' || (reward.kind === 'operatorDirected' && reward.by.stake > 0);
}

/** Whether an incentive is a gauge of a set that pays by allocated stake. */
function isStakeGauge(incentive: IncentiveInWorld, set: SetId): boolean {
  return incentive.set === set && incentive.kind === 'uniqueStake';
}

/**
 * Fractions where stake does not suffice for every margin: the minima in the order of the sets, as far as they fit, all
 * times the largest common factor, at most `STAKE_MARGIN`, that fits. Infinity for a set whose minimum does not fit.
 *
 * @param plan the sets in their order, those that the operator serves already first; changed in place
 */
function planScarceStake(state: State, operator: OperatorId, plan: Map<SetId, number>): Map<SetId, number> {
  let left = 1;
  for (const set of plan.keys()) {
    const needed = leastFraction(state, operator, set);
    plan.set(set, needed <= left ? needed : Number.POSITIVE_INFINITY);
    if (needed <= left) left -= needed;
  }
  const fitting = [...plan.values()].filter(Number.isFinite).reduce((sum, part) => sum + part, 0);
  const factor = fitting > 0 ? Math.min(STAKE_MARGIN, 1 / fitting) : 1;
  for (const [set, part] of plan) plan.set(set, part * factor);
  return plan;
}

/** Fraction of its stake that a set's minimum asks of an operator; Infinity if it has none that the set accepts. */
export function leastFraction(state: State, operator: OperatorId, set: SetId): number {
  const { minStakeUsd } = state.world.sets[set]!.spec.admission;
  if (minStakeUsd === 0) return 0;
  const stake = acceptedStakeUsd(state, operator, set);
  if (countsAllStake(state, set)) return stake >= minStakeUsd ? 0 : Number.POSITIVE_INFINITY;
  return stake > 0 ? minStakeUsd / stake : Number.POSITIVE_INFINITY;
}
