import type { OperatorId, SetId } from '../../../ids.ts';
import type { Bundle } from '../policies/operator-policy.ts';
import { planAllocations } from './allocation-plan.ts';
import { type Appraisal, appraise, netUsdPerWeek, valueAt } from './appraisal.ts';
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
  const appraisals = sets.map(appraisalOf);
  const plan = planAllocations(appraisals);
  const rent = expectedRentUsdPerWeek(context, operator, sets);
  const income = new Map<SetId, number>();
  let value = rent;
  let reachable = true;
  for (const appraisal of appraisals) {
    const { set } = appraisal;
    const fraction = plan.get(set)!;
    if (!Number.isFinite(fraction)) {
      reachable = false;
      value += OUT_OF_REACH_USD;
      continue;
    }
    const worth = valueAt(appraisal, fraction);
    income.set(set, worth.income + worth.fees);
    value += netUsdPerWeek(worth);
  }
  return { sets, plan, reachable, value, income, rent };
}
