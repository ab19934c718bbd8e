import type { Availability, Service } from '../../../economy/index.ts';
import { pow } from '../../../engine/index.ts';
import type { Reward } from '../../../scenario/index.ts';
import { slashableUsd } from '../../../state/stake.ts';
import type { State } from '../../../state/state.ts';
import { bonusWeights } from './bonus.ts';
import { cappedWeights } from './cap.ts';
import { prizeWeights } from './prizes.ts';

/**
 * Weights of an operator-directed set for the day that ends: work^a x uptime^b x stake^c x capacity^d, each as
 * measured over the day (work in resource-hours, uptime as a fraction, stake in USD, capacity in GPUs or cores);
 * an exponent of 0 leaves a factor out. Prizes, bonus and cap then act on the weights of those who can be paid.
 *
 * @returns weight by membership number; only the set's members are filled in
 */
export function directedWeights(
  state: State,
  set: number,
  service: Service,
  availability: Availability,
  into: Float64Array,
): Float64Array {
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
  layer(state, set, spec.reward, availability, into);
  return into;
}

/** Turns weights into those of a tournament, then gives the bonus its part, then saturates: a cap holds for all. */
function layer(
  { mirrors: { memberships } }: State,
  set: number,
  { prizes, bonus, cap }: Extract<Reward, { kind: 'operatorDirected' }>,
  availability: Availability,
  into: Float64Array,
): void {
  if (prizes === undefined && bonus === undefined && cap === undefined) return;
  const operatorOf = (membership: number): number => memberships.operator[membership]!;
  const members = (memberships.ofSet[set] ?? []).filter(membership => memberships.eligible[membership] === 1);
  // Of equals the lower operator number ranks first.
  members.sort((a, b) => operatorOf(a) - operatorOf(b));
  let weights = members.map(membership => into[membership]!);
  if (prizes) weights = prizeWeights(weights, prizes);
  if (bonus) {
    const qualifies = members.map(member => availability.upDays[operatorOf(member)]! >= bonus.minUptime);
    weights = bonusWeights(weights, qualifies, bonus.part);
  }
  if (cap !== undefined) weights = cappedWeights(weights, cap);
  members.forEach((membership, i) => {
    into[membership] = weights[i]!;
  });
}
