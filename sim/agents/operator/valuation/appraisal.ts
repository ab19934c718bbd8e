import { exp, pow } from '../../../engine/index.ts';
import type { OperatorId, SetId } from '../../../ids.ts';
import { membershipOf } from '../../../protocol/index.ts';
import {
  acceptedStakeUsd,
  accountStakeUsd,
  committedFraction,
  countsAllStake,
  isRegistered,
  stakeUsd,
} from '../../../state/stake.ts';
import type { State } from '../../../state/state.ts';
import { netPoolUsdPerDay } from '../../avs/pay/budget.ts';
import { gaugeUsdPerDay } from '../../avs/pay/incentives.ts';
import { keptFraction } from '../../kept-fraction.ts';
import { WEEKS_PER_YEAR } from '../constants.ts';
import type { MembershipValue } from '../policies/operator-policy.ts';
import { memberGaugeWeight, memberWeight, rewardWeight, stakeWeight } from './beliefs.ts';
import type { ValuationContext } from './valuation-context.ts';

/** A pool that an operator expects a part of by its weight: that of a set, or of one of its gauges. */
export interface Pool {
  readonly usdPerWeek: number;
  /** Weight of the operator with all its stake allocated, and the power of the allocated fraction in it. */
  readonly weight: number;
  readonly power: number;
  /** Weight of all others, as it is believed. */
  readonly others: number;
  /** Largest fraction of the pool that a cap lets one member have; 1 without a cap. */
  readonly most: number;
}

/** What serving a set would bring an operator: all that its value depends on but the fraction of stake allocated. */
export interface Appraisal {
  readonly set: SetId;
  readonly pools: readonly Pool[];
  /** Fraction of its stake that the set's minimum asks; Infinity if it has none that the set accepts. */
  readonly least: number;
  /** Fraction of its stake that it has allocated to the set, changes under way counted; 0 if it does not serve it. */
  readonly allocated: number;
  /** Fraction of the pay that the operator has in the end: see `keptFraction`. */
  readonly kept: number;
  readonly feesUsdPerWeek: number;
  readonly costUsdPerWeek: number;
  /** Expected loss of its own stake, with the premium for bearing it, if all of its stake is allocated. */
  readonly riskUsdPerWeek: number;
}

/** Number of members that each set is expected to have, by its number. */
type MembersOfSet = (set: SetId) => number;

/** Appraises serving a set, as one of its present members or as one more (section 7.6 of the model's description). */
export function appraise(context: ValuationContext, operator: OperatorId, set: SetId): Appraisal {
  const { state, beliefs, slashing } = context;
  const traits = state.operators[operator]!;
  const joined = isRegistered(state, operator, set);
  const members: MembersOfSet = other =>
    other === set ? Math.max(beliefs.members[set]! + (joined ? 0 : 1), 1) : beliefs.members[other]!;
  const total = stakeUsd(state, operator);
  const ownPart = total > 0 ? accountStakeUsd(state, operator) / total : 0;
  const acceptedUsd = acceptedStakeUsd(state, operator, set);
  const { policy } = state.world.groups[traits.group]!.spec;
  return {
    set,
    pools: poolsOf(context, operator, set, members),
    least: leastFraction(state, operator, set),
    allocated: joined ? committed(state, operator, set) : 0,
    kept: keptFraction(context.split(operator, set), ownPart),
    feesUsdPerWeek: feesUsdPerWeek(context, operator, set, members),
    costUsdPerWeek: (traits.setMonthlyUsd * 12) / WEEKS_PER_YEAR,
    riskUsdPerWeek:
      (slashing[set]!.lossPerYear * ownPart * acceptedUsd * (1 + policy.riskAversion)) / WEEKS_PER_YEAR,
  };
}

/** Fraction of its stake that a set's minimum asks of an operator; Infinity if it has none that the set accepts. */
function leastFraction(state: State, operator: OperatorId, set: SetId): number {
  const { minStakeUsd } = state.world.sets[set]!.spec.admission;
  if (minStakeUsd === 0) return 0;
  const stake = acceptedStakeUsd(state, operator, set);
  if (countsAllStake(state, set)) return stake >= minStakeUsd ? 0 : Number.POSITIVE_INFINITY;
  return stake > 0 ? minStakeUsd / stake : Number.POSITIVE_INFINITY;
}

/** Whether a set pays more to who allocates more, by its own rule or a gauge. */
export function paysByStake({ pools }: Appraisal): boolean {
  return pools.some(({ power }) => power > 0);
}

/** What an operator expects of a pool at an allocated fraction, in USD a week, its delegators' part included. */
export function payOf({ usdPerWeek, weight, power, others, most }: Pool, fraction: number): number {
  const own = power === 0 ? weight : weight * (power === 1 ? fraction : pow(fraction, power));
  return own > 0 ? usdPerWeek * Math.min(most, own / (own + others)) : 0;
}

/** What an appraised membership brings a week at an allocated fraction. */
export function valueAt(appraisal: Appraisal, fraction: number): MembershipValue {
  let pay = 0;
  for (const pool of appraisal.pools) pay += payOf(pool, fraction);
  return {
    pay,
    income: pay * appraisal.kept,
    fees: appraisal.feesUsdPerWeek,
    cost: appraisal.costUsdPerWeek,
    risk: appraisal.riskUsdPerWeek * fraction,
  };
}

/** Value of serving a set with a fraction of its stake allocated: see `appraise`. */
export function membershipValue(
  context: ValuationContext,
  operator: OperatorId,
  set: SetId,
  fraction: number,
): MembershipValue {
  return valueAt(appraise(context, operator, set), fraction);
}

/** Value of a membership net of its cost and risk, in USD a week. */
export function netUsdPerWeek({ income, fees, cost, risk }: MembershipValue): number {
  return income + fees - cost - risk;
}

/** The pool of a set, less the protocol's fee, and those of its gauges. */
function poolsOf(
  { state, beliefs }: ValuationContext,
  operator: OperatorId,
  set: SetId,
  members: MembersOfSet,
): Pool[] {
  const { world, mirrors } = state;
  const membership = membershipOf(mirrors, operator, set);
  const joined = isRegistered(state, operator, set);
  const all = (): number => 1;
  const { reward } = world.sets[set]!.spec;
  const cap = reward.kind === 'operatorDirected' ? reward.cap : undefined;
  const pool = (
    usdPerDay: number,
    weights: Pick<Pool, 'weight' | 'power' | 'most'> & { readonly present: number; readonly total: number },
  ): Pool => {
    const { weight, power, most, present, total } = weights;
    const others = Math.max(0, total - Math.min(present, most * total));
    return { usdPerWeek: 7 * usdPerDay, weight, power, most, others };
  };
  const pools = [
    pool(netPoolUsdPerDay(state, set, members) * certainPart(state, operator, set), {
      weight: rewardWeight(state, operator, set, all),
      power: reward.kind === 'operatorDirected' ? reward.by.stake : reward.kind === 'uniqueStake' ? 1 : 0,
      present: joined ? memberWeight(state, membership, beliefs.pending) : 0,
      total: beliefs.weight[set]!,
      // A cap below an equal part of the pool cannot bind: all members then get an equal part.
      most: cap === undefined ? 1 : Math.max(cap, 1 / members(set)),
    }),
  ];
  for (const gauge of world.incentives) {
    if (gauge.set !== set) continue;
    pools.push(
      pool(gaugeUsdPerDay(state, gauge), {
        weight: stakeWeight(state, operator, gauge, all),
        power: gauge.kind === 'uniqueStake' ? 1 : 0,
        present: joined ? memberGaugeWeight(state, membership, gauge, beliefs.pending) : 0,
        total: beliefs.gauge[gauge.id]!,
        most: 1,
      }),
    );
  }
  return pools;
}

/**
 * What a USD of pay in an AVS's token is worth to an operator that spends it over its horizon h, in USD: the certainty
 * equivalent exp(-A v^2 h / 2) of a lognormal price under constant relative risk aversion A (Pratt 1964), v being the
 * volatility that has been seen.
 */
export function certainPart(state: State, operator: OperatorId, set: SetId): number {
  const { world, operators, prices } = state;
  const { payRiskAversion, horizon } = world.groups[operators[operator]!.group]!.spec.policy;
  const { budget } = world.avss[world.sets[set]!.avs]!.spec;
  if (payRiskAversion === 0 || budget === undefined) return 1;
  const volatility = prices.volatility[world.assets.indexOf(budget.token)]!;
  return exp((-payRiskAversion * volatility * volatility * (horizon / 365)) / 2);
}

/** Fraction that an operator has allocated to a set, changes under way counted: the largest over its strategies. */
function committed(state: State, operator: OperatorId, set: SetId): number {
  const membership = membershipOf(state.mirrors, operator, set);
  let most = 0;
  for (const strategy of state.world.sets[set]!.strategies)
    most = Math.max(most, committedFraction(state, membership, strategy));
  return most;
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
