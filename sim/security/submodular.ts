import { pow } from '../engine/index.ts';
import { type Fraction, toNumber } from './fraction.ts';
import type { Network } from './network.ts';
import { attackModel, fractionOfAmount, lossesByOperator } from './search/attack-model.ts';
import { usualLimits } from './search/attack-search.ts';
import { type CoalitionOptions, cheapestCoalition } from './search/coalition.ts';

/**
 * What an attack on several services brings together, from what each brings alone (after Chitra and Pai, How much should
 * you pay for restaking security?).
 *
 * - `additive`: their sum, as in the basic model.
 * - `power`: unit x (sum / unit) ^ exponent, with an exponent above 0 and at most 1.
 * - `fading`: the largest, and each further one times the ratio more often, with a ratio above 0 and at most 1.
 *
 * Below 1 both are strictly submodular: the more is attacked at once, the less a service adds.
 */
export type JointProfit =
  | { readonly kind: 'additive' }
  | { readonly kind: 'power'; readonly exponent: number; readonly unit: number }
  | { readonly kind: 'fading'; readonly ratio: number };

/** Joint profit of services that bring these amounts alone. */
export function jointProfit(form: JointProfit, profits: readonly number[]): number {
  const sum = profits.reduce((total, profit) => total + profit, 0);
  switch (form.kind) {
    case 'additive':
      return sum;
    case 'power':
      return sum === 0 ? 0 : form.unit * pow(sum / form.unit, form.exponent);
    case 'fading': {
      let weight = 1;
      let total = 0;
      for (const profit of profits.toSorted((a, b) => b - a)) {
        total += weight * profit;
        weight *= form.ratio;
      }
      return total;
    }
  }
}

/** An attack whose services bring less together than alone. */
export interface JointAttack {
  readonly services: readonly number[];
  readonly profit: number;
  readonly cost: Fraction;
  /** What each operator loses, by its place. */
  readonly losses: readonly Fraction[];
}

/** Services up to which every set of them is looked at. */
const mostJointServices = 16;

/**
 * The attack that brings most after its cost when profits add up less than fully: every set of services with its
 * cheapest coalition.
 *
 * @returns undefined if none pays
 * @throws RangeError on more than 16 services
 */
export function jointAttack(network: Network, form: JointProfit): JointAttack | undefined {
  const count = network.services.length;
  if (count > mostJointServices) {
    throw new RangeError(`invalid network: ${count} services, more than ${mostJointServices}`);
  }
  const model = attackModel(network);
  const profits = network.services.map(({ profit }) => toNumber(profit));
  const known: CoalitionOptions['known'] = new Map();
  let best: JointAttack | undefined;
  let most = 0;
  for (let mask = 1; mask < 1 << count; mask++) {
    const services = profits.flatMap((_, service) => (mask & (1 << service) ? [service] : []));
    const profit = jointProfit(
      form,
      services.map(service => profits[service]!),
    );
    if (profit <= most) continue;
    const attacked = Uint8Array.from(profits, (_, service) => (mask & (1 << service) ? 1 : 0));
    const { coalition } = cheapestCoalition(model, attacked, { mostNodes: usualLimits.mostNodes, known });
    if (coalition === undefined) continue;
    const cost = fractionOfAmount(model, coalition.cost);
    if (profit - toNumber(cost) <= most) continue;
    most = profit - toNumber(cost);
    best = { services, profit, cost, losses: lossesByOperator(model, coalition.pieces, attacked) };
  }
  return best;
}
