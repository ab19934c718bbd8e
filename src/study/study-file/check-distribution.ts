import type { Quantity } from '../../../sim/scenario/values/quantity.ts';
import type { AddProblem } from './add-problem.ts';

/** Adds a problem for every parameter with which a distribution of a factor is none. */
export function checkDistribution(quantity: Quantity, addProblem: AddProblem): void {
  if (typeof quantity === 'number') return;
  const refuse = (key: string, parameter: string, value: number, rule: string): void =>
    addProblem(['distribution', key, parameter], `invalid ${parameter}: ${value}`, rule);
  if ('normal' in quantity && quantity.normal.sd < 0) {
    refuse('normal', 'sd', quantity.normal.sd, 'write 0 or more');
  }
  if ('lognormal' in quantity && quantity.lognormal.median <= 0) {
    refuse('lognormal', 'median', quantity.lognormal.median, 'write a number above 0');
  }
  if ('pareto' in quantity && quantity.pareto.minimum <= 0) {
    refuse('pareto', 'minimum', quantity.pareto.minimum, 'write a number above 0');
  }
  const min = 'min' in quantity ? quantity.min : undefined;
  const max = 'max' in quantity ? quantity.max : undefined;
  if (min !== undefined && max !== undefined && min > max) {
    addProblem(['distribution', 'min'], `invalid min: ${min} is above max, ${max}`, 'exchange the two');
  }
}
