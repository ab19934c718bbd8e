import type { OperatorId, SetId } from '../../../ids.ts';
import { membershipOf } from '../../../protocol/index.ts';
import { acceptedStakeUsd, accountStakeUsd, isRegistered, stakeUsd } from '../../../state/stake.ts';
import type { State } from '../../../state/state.ts';
import { netPoolUsdPerDay } from '../../avs/pay/budget.ts';
import { gaugeUsdPerDay } from '../../avs/pay/incentives.ts';
import { keptFraction } from '../../kept-fraction.ts';
import { WEEKS_PER_YEAR } from '../constants.ts';
import type { MembershipValue } from '../policies/operator-policy.ts';
import { expectedPoolShare, memberGaugeWeight, memberWeight, rewardWeight, stakeWeight } from './beliefs.ts';
import type { ValuationContext } from './valuation-context.ts';

/** Number of members that each set is expected to have, by its number. */
type MembersOfSet = (set: SetId) => number;

/**
 * Value of serving a set, as one of its present members or as one more: the pool, less the protocol's fee, times the
 * operator's expected share of it, its split of that, task fees, cost and risk (section 7.6 of the model's
 * description). The opportunity cost of GPUs is not in it: see `expectedRentUsdPerWeek`.
 *
 * @param fraction part of its stake that it has allocated, or would allocate, to the set
 */
export function membershipValue(
  context: ValuationContext,
  operator: OperatorId,
  set: SetId,
  fraction: number,
): MembershipValue {
  const { state, beliefs, slashing } = context;
  const { world, mirrors } = state;
  const traits = state.operators[operator]!;
  const membership = membershipOf(mirrors, operator, set);
  const joined = isRegistered(state, operator, set);
  const members: MembersOfSet = other =>
    other === set ? Math.max(beliefs.members[set]! + (joined ? 0 : 1), 1) : beliefs.members[other]!;

  const { reward } = world.sets[set]!.spec;
  const cap = reward.kind === 'operatorDirected' ? reward.cap : undefined;
  const share = expectedPoolShare({
    weight: rewardWeight(state, operator, set, fraction),
    present: joined ? memberWeight(state, membership) : 0,
    total: beliefs.weight[set]!,
    // A cap below an equal part of the pool cannot bind: all members then get an equal part.
    most: cap === undefined ? 1 : Math.max(cap, 1 / members(set)),
  });
  let pay = 7 * netPoolUsdPerDay(state, set, members) * share;
  for (const gauge of world.incentives) {
    if (gauge.set !== set) continue;
    const gaugeShare = expectedPoolShare({
      weight: stakeWeight(state, operator, gauge, fraction),
      present: joined ? memberGaugeWeight(state, membership, gauge) : 0,
      total: beliefs.gauge[gauge.id]!,
      most: 1,
    });
    pay += 7 * gaugeUsdPerDay(state, gauge) * gaugeShare;
  }

  const atStakeUsd = ownPart(state, operator) * acceptedStakeUsd(state, operator, set);
  const { policy } = world.groups[traits.group]!.spec;
  const { lossPerYear } = slashing[set]!;
  return {
    pay,
    income: pay * keptPayFraction(context, operator, set),
    fees: feesUsdPerWeek(context, operator, set, members),
    cost: (traits.setMonthlyUsd * 12) / WEEKS_PER_YEAR,
    risk: (lossPerYear * fraction * atStakeUsd * (1 + policy.riskAversion)) / WEEKS_PER_YEAR,
  };
}

/** Fraction of an operator's stake that is its own. */
function ownPart(state: State, operator: OperatorId): number {
  const total = stakeUsd(state, operator);
  return total > 0 ? accountStakeUsd(state, operator) / total : 0;
}

/** Fraction of a set's pay to an operator and its delegators that the operator has in the end: see `keptFraction`. */
export function keptPayFraction(
  { state, split }: ValuationContext,
  operator: OperatorId,
  set: SetId,
): number {
  return keptFraction(split(operator, set), ownPart(state, operator));
}

/** Value of a membership net of its cost and risk, in USD a week. */
export function netUsdPerWeek({ income, fees, cost, risk }: MembershipValue): number {
  return income + fees - cost - risk;
}

/**
 * Task fees that an operator expects of serving a set, in USD a week: of each kind of task an equal part among the
 * members of all sets that serve it, at most what its own machine can do.
 */
function feesUsdPerWeek(
  context: ValuationContext,
  operator: OperatorId,
  set: SetId,
  members: MembersOfSet,
): number {
  const { world, operators } = context.state;
  const { gpus, cores } = operators[operator]!;
  let usd = 0;
  for (const { spec, sets } of world.tasks) {
    if (!sets.includes(set)) continue;
    const serving = sets.reduce((sum, served) => sum + members(served), 0);
    const demandHours = spec.perDay * spec.hours.mean * spec.copies;
    const capacityHours = 24 * (spec.resource === 'gpu' ? gpus : cores);
    usd +=
      7 * spec.perDay * spec.feeUsd * spec.operatorShare * Math.min(1 / serving, capacityHours / demandHours);
  }
  return usd;
}
