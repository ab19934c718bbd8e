import type { SlashOutlook } from '../../measures/slash-record.ts';
import { acceptedStakeUsd, accountStakeUsd, stakeUsd, type View } from '../../measures/view.ts';
import { membershipOf } from '../../protocol/index.ts';
import { netPoolUsdPerDay } from '../avs/budget.ts';
import { gaugeUsdPerDay } from '../avs/incentives.ts';
import {
  expectedPart,
  memberGaugeWeight,
  memberWeight,
  rewardWeight,
  type SetBeliefs,
  stakeWeight,
} from './market.ts';

/** What an operator weighs a membership by, each in USD a week. */
export interface MembershipValue {
  /** Expected pay of the set, and of the protocol's gauges for it, to the operator and its delegators together. */
  readonly pay: number;
  /** Its own part of that pay: the split, and what its own stake earns of the rest. */
  readonly income: number;
  /** Its part of task fees. */
  readonly fees: number;
  /** Cost of serving one more set. */
  readonly cost: number;
  /** Expected loss of its own stake to slashes, with the premium for bearing it. */
  readonly risk: number;
}

/** What an operator knows when it values memberships. */
export interface Outlook {
  readonly view: View;
  readonly beliefs: SetBeliefs;
  readonly slashing: readonly SlashOutlook[];
  /** The split an operator wants in a set: the one in force, or on its way. */
  readonly split: (operator: number, set: number) => number;
}

/** Weeks in a year, for values that are stated by the year. */
export const WEEKS_PER_YEAR = 365 / 7;

/**
 * Value of serving a set, alone of its kind or as one of its members: the pool, less the protocol's fee, times the
 * operator's part of the weight, its split of it, fees, cost and risk. The opportunity cost of GPUs is not in it: see `rentPerWeek`.
 *
 * @param fraction part of its stake that it has allocated, or would allocate, to the set
 */
export function appraise(outlook: Outlook, operator: number, set: number, fraction: number): MembershipValue {
  const { view, beliefs, slashing } = outlook;
  const { world, mirrors } = view;
  const traits = view.operators[operator]!;
  const membership = membershipOf(mirrors, operator, set);
  const joined = isMember(view, operator, set);

  const members = (other: number): number =>
    other === set ? Math.max(beliefs.members[set]! + (joined ? 0 : 1), 1) : beliefs.members[other]!;
  const { reward } = world.sets[set]!.spec;
  const cap = reward.kind === 'operatorDirected' ? reward.cap : undefined;
  const part = expectedPart(
    rewardWeight(view, operator, set, fraction),
    joined ? memberWeight(view, membership) : 0,
    beliefs.weight[set]!,
    cap === undefined ? 1 : Math.max(cap, 1 / members(set)),
  );
  let pay = 7 * netPoolUsdPerDay(view, set, members) * part;
  for (const gauge of world.incentives) {
    if (gauge.set !== set) continue;
    const weight = stakeWeight(view, operator, gauge, fraction);
    const now = joined ? memberGaugeWeight(view, membership, gauge) : 0;
    pay += 7 * gaugeUsdPerDay(view, gauge) * expectedPart(weight, now, beliefs.gauge[gauge.id]!);
  }

  const atStake = ownPart(view, operator) * acceptedStakeUsd(view, operator, set);
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
function ownPart(view: View, operator: number): number {
  const total = stakeUsd(view, operator);
  return total > 0 ? accountStakeUsd(view, operator) / total : 0;
}

/** Part of a set's pay to an operator and its delegators that the operator has in the end: its split, and its own stake's. */
export function keptPart({ view, split }: Outlook, operator: number, set: number): number {
  const kept = split(operator, set);
  return kept + (1 - kept) * ownPart(view, operator);
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
  const { world, operators } = outlook.view;
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
export function rentPerWeek(view: View, operator: number): number {
  const { gpus, gpu } = view.operators[operator]!;
  if (gpus === 0) return 0;
  return 7 * 24 * gpus * view.prices.rentUsd[gpu]! * utilisationOf(view, operator);
}

/** Part of the hours offered in which an operator's GPUs have a tenant. */
export function utilisationOf({ world, operators }: View, operator: number): number {
  return world.scenario.gpus[world.gpus[operators[operator]!.gpu]!]!.utilisation;
}

/**
 * Rent that an operator expects while it serves these sets, in USD a week: all of it if none asks for GPUs, else
 * what its group rents out of the time that tasks leave, at an equal part of each task's work among those who may
 * serve it.
 */
export function expectedRent(outlook: Outlook, operator: number, sets: readonly number[]): number {
  const { view, beliefs } = outlook;
  const rent = rentPerWeek(view, operator);
  if (rent === 0 || !sets.some(set => needsGpus(view, set))) return rent;
  const { group, gpus } = view.operators[operator]!;
  const { rentsIdle } = view.world.groups[group]!.spec;
  if (rentsIdle === 0) return 0;
  let busy = 0;
  for (const { spec, sets: served } of view.world.tasks) {
    const through = served.filter(set => sets.includes(set)).length;
    if (spec.resource !== 'gpu' || through === 0) continue;
    const servers = served.reduce((sum, set) => {
      const joins = sets.includes(set) && !isMember(view, operator, set);
      return sum + beliefs.members[set]! + (joins ? 1 : 0);
    }, 0);
    const demand = spec.perDay * spec.hours.mean * spec.copies;
    busy += Math.min(1, ((through / Math.max(servers, through)) * demand) / (24 * gpus));
  }
  return rent * rentsIdle * Math.max(0, 1 - busy);
}

/** Whether an operator's GPUs are committed: it serves a set that asks for GPUs, so it cannot rent them out. */
export function isCommitted(view: View, operator: number): boolean {
  const { registered, set, ofOperator } = view.mirrors.memberships;
  for (const membership of ofOperator[operator]!)
    if (registered[membership] && needsGpus(view, set[membership]!)) return true;
  return false;
}

/** Whether an operator is registered to a set. */
function isMember({ mirrors }: View, operator: number, set: number): boolean {
  const membership = membershipOf(mirrors, operator, set);
  return membership >= 0 && mirrors.memberships.registered[membership] === 1;
}

/** Whether a set asks its members for GPUs. */
export function needsGpus(view: View, set: number): boolean {
  return view.world.sets[set]!.spec.admission.gpus > 0;
}
