import { pow, type Stream } from '../../../engine/index.ts';
import { activeMemberships, slashableFraction, slashableUsd } from '../../../state/stake.ts';
import { logit } from '../../logit.ts';
import { appraise, type Outlook } from '../valuation/membership-value.ts';

/** Slack above a set's minimum stake below which an operator does not raise its split. */
const STAKE_SLACK = 1.15;

/** A set that an operator serves, and what it pays the operator and its delegators together, in USD a week. */
export interface Earning {
  readonly membership: number;
  readonly set: number;
  readonly pay: number;
}

/** What an operator expects of each set that it serves, as its stake is allocated now. */
export function earningsOf(outlook: Outlook, operator: number): Earning[] {
  const { state } = outlook;
  return activeMemberships(state, operator).map(membership => {
    const set = state.mirrors.memberships.set[membership]!;
    const { pay } = appraise(outlook, operator, set, slashableFraction(state, membership));
    return { membership, set, pay };
  });
}

/**
 * Commission competition: the split an operator wants in a set it serves, a step lower, the same or a step higher.
 * It believes that stake follows its delegators' income with an elasticity: pay that goes by stake then follows,
 * pay that goes by work does not, but the set's minimum stake binds either way. Picked by logit over the relative
 * change of its income.
 *
 * @param earnings of all sets that it serves, this one among them
 */
export function reprice(
  outlook: Outlook,
  operator: number,
  { membership, set, pay }: Earning,
  earnings: readonly Earning[],
  stream: Stream,
): number {
  const { state } = outlook;
  const { policy } = state.world.groups[state.operators[operator]!.group]!.spec;
  const split = outlook.split(operator, set);
  const splits = earnings.map(other => outlook.split(operator, other.set));
  let rest = 0;
  for (let i = 0; i < earnings.length; i++) rest += earnings[i]!.pay * (1 - splits[i]!);
  const { minStakeUsd } = state.world.sets[set]!.spec.admission;
  const room = minStakeUsd > 0 ? slashableUsd(state, membership) / minStakeUsd : Number.POSITIVE_INFINITY;

  const options: number[] = [];
  const incomes: number[] = [];
  for (const wanted of [split, split - policy.splitStep, split + policy.splitStep]) {
    if (wanted < 0 || wanted > 1) continue;
    const change = rest > 0 ? Math.max(0, 1 - (pay * (wanted - split)) / rest) : 1;
    const stake = pow(change, policy.stakeElasticity);
    if (wanted > split && room * stake < STAKE_SLACK) continue;
    let income = 0;
    for (let i = 0; i < earnings.length; i++) {
      const other = earnings[i]!;
      const kept = other.set === set ? wanted : splits[i]!;
      const follows = state.world.sets[other.set]!.spec.reward.kind === 'operatorDirected' ? 1 : stake;
      income += other.pay * follows * kept;
    }
    options.push(wanted);
    incomes.push(income);
  }
  // Relative to what it earns now, so that a small operator weighs its split as carefully as a large one.
  const present = Math.max(incomes[0]!, 1e-9);
  const chosen = logit(
    incomes.map(income => (policy.rationality * income) / present),
    stream,
  );
  return options[chosen]!;
}
