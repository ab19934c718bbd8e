import type { Availability, Service } from '../../../economy/index.ts';
import { pow } from '../../../engine/index.ts';
import type { SetId } from '../../../ids.ts';
import type { Reward } from '../../../scenario/index.ts';
import { slashableUsd } from '../../../state/stake.ts';
import type { State } from '../../../state/state.ts';
import { bonusWeights } from './bonus.ts';
import { cappedWeights } from './cap.ts';
import { prizeWeights } from './prizes.ts';

/** What is measured of operators over the day that ends. */
export interface DayMeasured {
  readonly service: Pick<Service, 'workHours'>;
  readonly availability: Pick<Availability, 'upDays'>;
}

/** A reward rule by which the AVS directs pay to operators. */
type DirectedReward = Extract<Reward, { kind: 'operatorDirected' }>;

/**
 * Fills in the weights of an operator-directed set for the day that ends: work^a x uptime^b x stake^c x capacity^d, each
 * as measured over the day (work in resource-hours, uptime as a fraction, stake in USD, capacity in GPUs or cores);
 * an exponent of 0 leaves a factor out. Prizes, bonus and cap then act on the weights of those who can be paid.
 *
 * @param into weights, `[membership]`; only those of the set's members are filled in
 * @throws Error if the AVS does not direct the set's pay
 */
export function fillDirectedWeights(
  state: State,
  set: SetId,
  { service, availability }: DayMeasured,
  into: Float64Array,
): void {
  const { spec } = state.world.sets[set]!;
  if (spec.reward.kind !== 'operatorDirected') throw new Error(`invalid reward of set: ${set}`);
  const { work, uptime, stake, capacity } = spec.reward.by;
  const { memberships } = state.mirrors;
  for (const membership of memberships.ofSet[set] ?? []) {
    const operator = memberships.operator[membership]!;
    const { gpus, cores } = state.operators[operator]!;
    let weight = 1;
    if (work > 0) weight *= pow(service.workHours[membership] ?? 0, work);
    if (uptime > 0) weight *= pow(availability.upDays[operator]!, uptime);
    if (stake > 0) weight *= pow(slashableUsd(state, membership), stake);
    if (capacity > 0) weight *= pow(spec.admission.gpus > 0 ? gpus : cores, capacity);
    into[membership] = weight;
  }
  const { prizes, bonus, cap } = spec.reward;
  if (prizes === undefined && bonus === undefined && cap === undefined) return;
  // Of equals the lower operator number ranks first.
  const payable = (memberships.ofSet[set] ?? [])
    .filter(membership => memberships.eligible[membership] === 1)
    .sort((a, b) => memberships.operator[a]! - memberships.operator[b]!);
  const uptimes = payable.map(membership => availability.upDays[memberships.operator[membership]!]!);
  const weights = incentiveWeights(
    spec.reward,
    payable.map(membership => into[membership]!),
    uptimes,
  );
  payable.forEach((membership, i) => {
    into[membership] = weights[i]!;
  });
}

/**
 * Weights after a reward rule's incentives: first the prizes of a tournament, then the bonus for uptime, then
 * saturation, so that a cap holds for all.
 *
 * @param weights of the members that can be paid
 * @param upDays part of the day that each of them was up
 */
function incentiveWeights(
  { prizes, bonus, cap }: DirectedReward,
  weights: readonly number[],
  upDays: readonly number[],
): readonly number[] {
  let layered = weights;
  if (prizes) layered = prizeWeights(layered, prizes);
  if (bonus) {
    const qualifies = upDays.map(part => part >= bonus.minUptime);
    layered = bonusWeights(layered, qualifies, bonus.part);
  }
  if (cap !== undefined) layered = cappedWeights(layered, cap);
  return layered;
}
