import { pow, type Stream } from '../../../engine/index.ts';
import type { MembershipId, OperatorId, SetId } from '../../../ids.ts';
import { activeMemberships, countedUsd, slashableFraction } from '../../../state/stake.ts';
import { logit } from '../../logit.ts';
import { membershipValue } from '../valuation/membership-value.ts';
import type { ValuationContext } from '../valuation/valuation-context.ts';

/** Multiple of a set's minimum stake that an operator expects to keep at a higher split, or else it does not raise it. */
const STAKE_SLACK = 1.15;

/** A membership of an operator, and what it is expected to pay the operator and its delegators together. */
export interface MembershipPay {
  readonly membership: MembershipId;
  readonly set: SetId;
  readonly usdPerWeek: number;
}

/** Pay that an operator expects of each set that it serves, as its stake is allocated now. */
export function expectedPay(context: ValuationContext, operator: OperatorId): MembershipPay[] {
  const { state } = context;
  return activeMemberships(state, operator).map(membership => {
    const set = state.mirrors.memberships.set[membership]!;
    const { pay } = membershipValue(context, operator, set, slashableFraction(state, membership));
    return { membership, set, usdPerWeek: pay };
  });
}

/**
 * Commission that an operator wants in a set that it serves: its split there, a step lower, the same or a step higher,
 * by logit over the relative change of its income. It believes that its stake follows its delegators' income with the
 * elasticity `stakeElasticity`: stake' / stake = (delegators' income' / income)^elasticity. Pay that goes by stake then
 * follows the stake, pay that goes by work does not, and the set's minimum stake has to be kept either way.
 *
 * @param pay of the membership whose split is chosen
 * @param pays of all memberships of the operator, this one among them
 * @returns the split wanted, a fraction
 */
export function chooseSplit(
  context: ValuationContext,
  { membership, set, usdPerWeek }: MembershipPay,
  pays: readonly MembershipPay[],
  stream: Stream,
): number {
  const { state } = context;
  const operator = state.mirrors.memberships.operator[membership]!;
  const { policy } = state.world.groups[state.operators[operator]!.group]!.spec;
  const split = context.split(operator, set);
  const splits = pays.map(other => context.split(operator, other.set));
  let delegatorsUsd = 0;
  for (let i = 0; i < pays.length; i++) delegatorsUsd += pays[i]!.usdPerWeek * (1 - splits[i]!);
  const { minStakeUsd } = state.world.sets[set]!.spec.admission;
  const room = minStakeUsd > 0 ? countedUsd(state, membership) / minStakeUsd : Number.POSITIVE_INFINITY;

  const options: number[] = [];
  const incomes: number[] = [];
  for (const wanted of [split, split - policy.splitStep, split + policy.splitStep]) {
    if (wanted < 0 || wanted > 1) continue;
    const change = delegatorsUsd > 0 ? Math.max(0, 1 - (usdPerWeek * (wanted - split)) / delegatorsUsd) : 1;
    const stake = pow(change, policy.stakeElasticity);
    if (wanted > split && room * stake < STAKE_SLACK) continue;
    let income = 0;
    for (let i = 0; i < pays.length; i++) {
      const other = pays[i]!;
      const kept = other.set === set ? wanted : splits[i]!;
      const follows = state.world.sets[other.set]!.spec.reward.kind === 'operatorDirected' ? 1 : stake;
      income += other.usdPerWeek * follows * kept;
    }
    options.push(wanted);
    incomes.push(income);
  }
  // Relative to present income, so that the noise of the choice is the same for small operators and for large ones.
  const present = Math.max(incomes[0]!, 1e-9);
  const chosen = logit(
    incomes.map(income => (policy.rationality * income) / present),
    stream,
  );
  return options[chosen]!;
}
