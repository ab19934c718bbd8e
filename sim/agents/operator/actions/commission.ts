import { pow } from '../../../engine/index.ts';
import type { MembershipId, OperatorId, SetId } from '../../../ids.ts';
import { activeMemberships, countedUsd, slashableFraction } from '../../../state/stake.ts';
import { membershipValue } from '../valuation/appraisal.ts';
import type { ValuationContext } from '../valuation/valuation-context.ts';

/** Multiple of a set's minimum stake that an operator expects to keep at a higher split, or else it does not raise it. */
const STAKE_SLACK = 1.15;

/** A membership of an operator, what it is expected to pay the operator and its delegators together, and its split. */
interface MembershipPay {
  readonly membership: MembershipId;
  readonly set: SetId;
  readonly usdPerWeek: number;
  readonly split: number;
}

/** A split that an operator wants in a set, as a fraction. */
export interface WantedSplit {
  readonly set: SetId;
  readonly fraction: number;
}

/**
 * The change of one split, by a step up or down, that adds most to an operator's income from its splits. It believes
 * that its stake follows its delegators' income: stake' / stake = (delegators' income' / income)^elasticity. Pay that
 * goes by stake then follows the stake, pay that goes by work does not, and the set's minimum stake has to be kept
 * either way.
 *
 * @param elasticity relative stake gained for a relative rise of its delegators' income
 * @returns undefined if no change adds more than its policy's hurdle, a part of its income from splits
 */
export function bestSplitChange(
  context: ValuationContext,
  operator: OperatorId,
  elasticity: number,
): WantedSplit | undefined {
  const { state } = context;
  const { splitStep, repriceHurdle } = state.world.groups[state.operators[operator]!.group]!.spec.policy;
  const pays = expectedPay(context, operator);
  let present = 0;
  for (const { usdPerWeek, split } of pays) present += usdPerWeek * split;
  // From a split of 0 any other is infinitely better than none: it is then weighed against what all pay.
  const scale = present > 0 ? present : pays.reduce((sum, { usdPerWeek }) => sum + usdPerWeek, 0);
  let best: WantedSplit | undefined;
  let most = present + repriceHurdle * scale;
  for (const pay of pays) {
    for (const fraction of [pay.split - splitStep, pay.split + splitStep]) {
      if (fraction < 0 || fraction > 1) continue;
      const usd = incomeAt(context, pays, { pay, fraction, elasticity });
      if (usd > most) [most, best] = [usd, { set: pay.set, fraction }];
    }
  }
  return best;
}

/** Pay that an operator expects of each set that it serves, as its stake is allocated now. */
function expectedPay(context: ValuationContext, operator: OperatorId): MembershipPay[] {
  const { state } = context;
  return activeMemberships(state, operator).map(membership => {
    const set = state.mirrors.memberships.set[membership]!;
    const { pay } = membershipValue(context, operator, set, slashableFraction(state, membership));
    return { membership, set, usdPerWeek: pay, split: context.split(operator, set) };
  });
}

/**
 * Income from splits that an operator expects at another split in one of its sets, in USD a week; -1 if the stake that
 * would leave is needed for the set's minimum.
 */
function incomeAt(
  { state }: ValuationContext,
  pays: readonly MembershipPay[],
  changed: { readonly pay: MembershipPay; readonly fraction: number; readonly elasticity: number },
): number {
  const { pay, fraction, elasticity } = changed;
  let delegatorsUsd = 0;
  for (const { usdPerWeek, split } of pays) delegatorsUsd += usdPerWeek * (1 - split);
  const lost = pay.usdPerWeek * (fraction - pay.split);
  const stake = pow(delegatorsUsd > 0 ? Math.max(0, 1 - lost / delegatorsUsd) : 1, elasticity);
  const { minStakeUsd } = state.world.sets[pay.set]!.spec.admission;
  const kept = stake * countedUsd(state, pay.membership);
  if (fraction > pay.split && minStakeUsd > 0 && kept < STAKE_SLACK * minStakeUsd) return -1;
  let usd = 0;
  for (const other of pays) {
    const follows = state.world.sets[other.set]!.spec.reward.kind === 'operatorDirected' ? 1 : stake;
    usd += other.usdPerWeek * follows * (other === pay ? fraction : other.split);
  }
  return usd;
}
