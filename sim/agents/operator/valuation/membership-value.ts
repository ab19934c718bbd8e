import { membershipOf } from '../../../protocol/index.ts';
import type { SlashOutlook } from '../../../state/slash-outlook.ts';
import { acceptedStakeUsd, accountStakeUsd, stakeUsd } from '../../../state/stake.ts';
import type { State } from '../../../state/state.ts';
import { netPoolUsdPerDay } from '../../avs/pay/budget.ts';
import { gaugeUsdPerDay } from '../../avs/pay/incentives.ts';
import { WEEKS_PER_YEAR } from '../constants.ts';
import type { MembershipValue } from '../policies/operator-policy.ts';
import {
  expectedPart,
  memberGaugeWeight,
  memberWeight,
  rewardWeight,
  type SetBeliefs,
  stakeWeight,
} from './beliefs.ts';

/** What an operator knows when it values memberships. */
export interface Outlook {
  readonly state: State;
  readonly beliefs: SetBeliefs;
  readonly slashing: readonly SlashOutlook[];
  /** The split an operator wants in a set: the one in force, or on its way. */
  readonly split: (operator: number, set: number) => number;
}

/**
 * Value of serving a set, alone of its kind or as one of its members: the pool, less the protocol's fee, times the
 * operator's part of the weight, its split of it, fees, cost and risk. The opportunity cost of GPUs is not in it: see `rentPerWeek`.
 *
 * @param fraction part of its stake that it has allocated, or would allocate, to the set
 */
export function appraise(outlook: Outlook, operator: number, set: number, fraction: number): MembershipValue {
  const { state, beliefs, slashing } = outlook;
  const { world, mirrors } = state;
  const traits = state.operators[operator]!;
  const membership = membershipOf(mirrors, operator, set);
  const joined = isMember(state, operator, set);

  const members = (other: number): number =>
    other === set ? Math.max(beliefs.members[set]! + (joined ? 0 : 1), 1) : beliefs.members[other]!;
  const { reward } = world.sets[set]!.spec;
  const cap = reward.kind === 'operatorDirected' ? reward.cap : undefined;
  const part = expectedPart(
    rewardWeight(state, operator, set, fraction),
    joined ? memberWeight(state, membership) : 0,
    beliefs.weight[set]!,
    cap === undefined ? 1 : Math.max(cap, 1 / members(set)),
  );
  let pay = 7 * netPoolUsdPerDay(state, set, members) * part;
  for (const gauge of world.incentives) {
    if (gauge.set !== set) continue;
    const weight = stakeWeight(state, operator, gauge, fraction);
    const now = joined ? memberGaugeWeight(state, membership, gauge) : 0;
    pay += 7 * gaugeUsdPerDay(state, gauge) * expectedPart(weight, now, beliefs.gauge[gauge.id]!);
  }

  const atStake = ownPart(state, operator) * acceptedStakeUsd(state, operator, set);
  const { policy } = world.groups[traits.group]!.spec;
  const { lossPerYear } = slashing[set]!;
  return {
    pay,
    income: pay * keptPart(outlook, operator, set),
    fees: feesPerWeek(outlook, operator, set, members),
    cost: (traits.setMonthlyUsd * 12) / WEEKS_PER_YEAR,
    risk: (lossPerYear * fraction * atStake * (1 + policy.riskAversion)) / WEEKS_PER_YEAR,
  };
}

/** Part of an operator's stake that is its own. */
function ownPart(state: State, operator: number): number {
  const total = stakeUsd(state, operator);
  return total > 0 ? accountStakeUsd(state, operator) / total : 0;
}

/** Part of a set's pay to an operator and its delegators that the operator has in the end: its split, and its own stake's. */
export function keptPart({ state, split }: Outlook, operator: number, set: number): number {
  const kept = split(operator, set);
  return kept + (1 - kept) * ownPart(state, operator);
}

/** Value of a membership net of its cost and risk, in USD a week. */
export function netOf({ income, fees, cost, risk }: MembershipValue): number {
  return income + fees - cost - risk;
}

/** Expected fees: an equal part of each task's fees among those who may serve it, at most what its machine can do. */
function feesPerWeek(
  outlook: Outlook,
  operator: number,
  set: number,
  members: (set: number) => number,
): number {
  const { world, operators } = outlook.state;
  const { gpus, cores } = operators[operator]!;
  let usd = 0;
  for (const { spec, sets } of world.tasks) {
    if (!sets.includes(set)) continue;
    const servers = sets.reduce((sum, served) => sum + members(served), 0);
    const demand = spec.perDay * spec.hours.mean * spec.copies;
    const capacity = 24 * (spec.resource === 'gpu' ? gpus : cores);
    usd += 7 * spec.perDay * spec.feeUsd * spec.operatorShare * Math.min(1 / servers, capacity / demand);
  }
  return usd;
}

/** What its GPUs would bring if rented out, in USD a week. */
export function rentPerWeek(state: State, operator: number): number {
  const { gpus, gpu } = state.operators[operator]!;
  if (gpus === 0) return 0;
  return 7 * 24 * gpus * state.prices.rentUsd[gpu]! * utilisationOf(state, operator);
}

/** Part of the hours offered in which an operator's GPUs have a tenant. */
export function utilisationOf({ world, operators }: State, operator: number): number {
  return world.scenario.gpus[world.gpus[operators[operator]!.gpu]!]!.utilisation;
}

/**
 * Rent that an operator expects while it serves these sets, in USD a week: all of it if none asks for GPUs, else
 * what its group rents out of the time that tasks leave, at an equal part of each task's work among those who may
 * serve it.
 */
export function expectedRent(outlook: Outlook, operator: number, sets: readonly number[]): number {
  const { state, beliefs } = outlook;
  const rent = rentPerWeek(state, operator);
  if (rent === 0 || !sets.some(set => needsGpus(state, set))) return rent;
  const { group, gpus } = state.operators[operator]!;
  const { rentsIdle } = state.world.groups[group]!.spec;
  if (rentsIdle === 0) return 0;
  let busy = 0;
  for (const { spec, sets: served } of state.world.tasks) {
    const through = served.filter(set => sets.includes(set)).length;
    if (spec.resource !== 'gpu' || through === 0) continue;
    const servers = served.reduce((sum, set) => {
      const joins = sets.includes(set) && !isMember(state, operator, set);
      return sum + beliefs.members[set]! + (joins ? 1 : 0);
    }, 0);
    const demand = spec.perDay * spec.hours.mean * spec.copies;
    busy += Math.min(1, ((through / Math.max(servers, through)) * demand) / (24 * gpus));
  }
  return rent * rentsIdle * Math.max(0, 1 - busy);
}

/** Whether an operator's GPUs are committed: it serves a set that asks for GPUs, so it cannot rent them out. */
export function isCommitted(state: State, operator: number): boolean {
  const { registered, set, ofOperator } = state.mirrors.memberships;
  for (const membership of ofOperator[operator]!)
    if (registered[membership] && needsGpus(state, set[membership]!)) return true;
  return false;
}

/** Whether an operator is registered to a set. */
function isMember({ mirrors }: State, operator: number, set: number): boolean {
  const membership = membershipOf(mirrors, operator, set);
  return membership >= 0 && mirrors.memberships.registered[membership] === 1;
}

/** Whether a set asks its members for GPUs. */
export function needsGpus(state: State, set: number): boolean {
  return state.world.sets[set]!.spec.admission.gpus > 0;
}
