import type { IncentiveInWorld } from '../../../scenario/index.ts';
import { acceptedStakeUsd } from '../../../state/stake.ts';
import type { State } from '../../../state/state.ts';
import { netPoolUsdPerDay } from '../../avs/pay/budget.ts';
import { gaugeUsdPerDay } from '../../avs/pay/incentives.ts';
import { MARGIN } from '../constants.ts';

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
  state: State,
  operator: number,
  sets: readonly number[],
  poolUsd: (set: number) => number,
): Map<number, number> {
  const plan = new Map<number, number>();
  let left = 1 - RESERVE;
  for (const set of sets) {
    const needed = MARGIN * leastFraction(state, operator, set);
    plan.set(set, needed);
    left -= needed;
  }
  if (left < 0) return scarce(state, operator, plan);
  const open = sets.filter(set => goesByStake(state, set));
  let parts = open.map(poolUsd);
  // Sets that pay nothing at all share alike.
  if (!parts.some(part => part > 0)) parts = open.map(() => 1);
  let total = 0;
  for (const part of parts) total += part;
  for (let i = 0; i < open.length; i++) plan.set(open[i]!, plan.get(open[i]!)! + (left * parts[i]!) / total);
  return plan;
}

/**
 * What a set pays by allocated stake, in USD a day: its pool, less the protocol's fee, if its own rule goes by it, and
 * gauges that do.
 *
 * @param members members of a set, by its number
 */
export function stakePoolUsdPerDay(state: State, set: number, members: (set: number) => number): number {
  let usd = paysByStake(state, set) ? netPoolUsdPerDay(state, set, members) : 0;
  for (const gauge of state.world.incentives) if (rewards(gauge, set)) usd += gaugeUsdPerDay(state, gauge);
  return usd;
}

/** Whether anything is paid to a set by allocated stake. */
function goesByStake(state: State, set: number): boolean {
  return paysByStake(state, set) || state.world.incentives.some(gauge => rewards(gauge, set));
}

/** Whether a set's own rule pays more to those who allocate more. */
function paysByStake(state: State, set: number): boolean {
  const { reward } = state.world.sets[set]!.spec;
  return reward.kind === 'uniqueStake' || (reward.kind === 'operatorDirected' && reward.by.stake > 0);
}

/** Whether an incentive is a gauge of a set that goes by allocated stake. */
function rewards(incentive: IncentiveInWorld, set: number): boolean {
  return incentive.set === set && incentive.kind === 'uniqueStake';
}

/** Not enough stake for every margin: give up margins first, then say which sets cannot be served. */
function scarce(state: State, operator: number, plan: Map<number, number>): Map<number, number> {
  let left = 1;
  // Where minima do not all fit, those of the sets it serves already go first.
  for (const set of plan.keys()) {
    const needed = leastFraction(state, operator, set);
    plan.set(set, needed <= left ? needed : Number.POSITIVE_INFINITY);
    if (needed <= left) left -= needed;
  }
  const served = [...plan.values()].filter(Number.isFinite).reduce((sum, part) => sum + part, 0);
  const stretch = served > 0 ? Math.min(MARGIN, 1 / served) : 1;
  for (const [set, part] of plan) plan.set(set, part * stretch);
  return plan;
}

/** Fraction of its stake that a set's minimum asks of an operator; Infinity if it has none that the set accepts. */
export function leastFraction(state: State, operator: number, set: number): number {
  const { minStakeUsd } = state.world.sets[set]!.spec.admission;
  if (minStakeUsd === 0) return 0;
  const stake = acceptedStakeUsd(state, operator, set);
  return stake > 0 ? minStakeUsd / stake : Number.POSITIVE_INFINITY;
}
