import type { OperatorId, SetId } from '../../../ids.ts';
import type { Bundle } from '../policies/operator-policy.ts';
import { planFractions } from './allocation-plan.ts';
import { type Appraisal, appraise, payOf } from './appraisal.ts';
import { expectedRentUsdPerWeek } from './gpu-rent.ts';
import type { ValuationContext } from './valuation-context.ts';

/**
 * Value in USD a week of each set whose minimum stake is out of reach: below any other, so that a combination with
 * fewer such sets is always better.
 */
const OUT_OF_REACH_USD = -1e9;

/**
 * The bundle of these sets: its value is the memberships' net values and the rent of the GPUs that stay free.
 *
 * @param appraisalOf what serving a set would bring, if that has been worked out before
 */
export function bundleOf(
  context: ValuationContext,
  operator: OperatorId,
  sets: readonly SetId[],
  appraisalOf: (set: SetId) => Appraisal = set => appraise(context, operator, set),
): Bundle {
  const appraisals: Appraisal[] = [];
  for (const set of sets) appraisals.push(appraisalOf(set));
  return new PlannedBundle(sets, appraisals, expectedRentUsdPerWeek(context, operator, sets));
}

/**
 * Bundle whose value is worked out at once, and its tables when they are asked for: one is made for every option of every
 * review, and most options lose by their value.
 */
class PlannedBundle implements Bundle {
  readonly sets: readonly SetId[];
  readonly rent: number;
  readonly value: number;
  readonly reachable: boolean;
  readonly #fractions: readonly number[];
  /** Income and fees of each set, in USD a week; without meaning where it is out of reach. */
  readonly #incomes: readonly number[];
  #plan: ReadonlyMap<SetId, number> | undefined;
  #income: ReadonlyMap<SetId, number> | undefined;

  constructor(sets: readonly SetId[], appraisals: readonly Appraisal[], rent: number) {
    const fractions = planFractions(appraisals);
    const incomes: number[] = [];
    let value = rent;
    let reachable = true;
    for (let i = 0; i < appraisals.length; i++) {
      const { pools, kept, feesUsdPerWeek, costUsdPerWeek, riskUsdPerWeek } = appraisals[i]!;
      const fraction = fractions[i]!;
      if (!Number.isFinite(fraction)) {
        reachable = false;
        incomes.push(Number.NaN);
        value += OUT_OF_REACH_USD;
        continue;
      }
      let pay = 0;
      for (const pool of pools) pay += payOf(pool, fraction);
      const income = pay * kept + feesUsdPerWeek;
      incomes.push(income);
      value += income - costUsdPerWeek - riskUsdPerWeek * fraction;
    }
    this.sets = sets;
    this.rent = rent;
    this.value = value;
    this.reachable = reachable;
    this.#fractions = fractions;
    this.#incomes = incomes;
  }

  get plan(): ReadonlyMap<SetId, number> {
    this.#plan ??= new Map(this.sets.map((set, i) => [set, this.#fractions[i]!]));
    return this.#plan;
  }

  get income(): ReadonlyMap<SetId, number> {
    if (this.#income !== undefined) return this.#income;
    const income = new Map<SetId, number>();
    for (const [i, set] of this.sets.entries())
      if (Number.isFinite(this.#fractions[i]!)) income.set(set, this.#incomes[i]!);
    this.#income = income;
    return income;
  }
}
