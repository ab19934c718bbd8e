import { pow, type Stream } from '../../engine/index.ts';
import { slashableFraction, slashableUsd } from '../../measures/view.ts';
import { logit } from '../choice.ts';
import { appraise, type Outlook } from './value.ts';

/** Slack above a set's minimum stake below which an operator does not raise its split. */
const STAKE_SLACK = 1.15;

/**
 * Commission competition: the split an operator wants in a set it serves, a step lower, the same or a step higher.
 * It believes that stake follows its delegators' income with an elasticity: pay that goes by stake then follows,
 * pay that goes by work does not, but the set's minimum stake binds either way. Picked by logit over the relative
 * change of its income.
 */
export function reprice(outlook: Outlook, operator: number, membership: number, stream: Stream): number {
  const { view } = outlook;
  const { memberships } = view.mirrors;
  const { policy } = view.world.groups[view.operators[operator]!.group]!.spec;
  const set = memberships.set[membership]!;
  const served = memberships.ofOperator[operator]!.filter(own => memberships.registered[own]).map(own => {
    const other = memberships.set[own]!;
    const { pay } = appraise(outlook, operator, other, slashableFraction(view, own));
    return { set: other, pay, split: outlook.split(operator, other) };
  });
  const split = outlook.split(operator, set);
  const rest = served.reduce((sum, { pay, split: kept }) => sum + pay * (1 - kept), 0);
  const own = served.find(candidate => candidate.set === set)!;
  const { minStakeUsd } = view.world.sets[set]!.spec.admission;
  const room = minStakeUsd > 0 ? slashableUsd(view, membership) / minStakeUsd : Number.POSITIVE_INFINITY;

  const options = [split, split - policy.splitStep, split + policy.splitStep].flatMap(wanted => {
    if (wanted < 0 || wanted > 1) return [];
    const change = rest > 0 ? Math.max(0, 1 - (own.pay * (wanted - split)) / rest) : 1;
    const stake = pow(change, policy.stakeElasticity);
    if (wanted > split && room * stake < STAKE_SLACK) return [];
    const income = served.reduce((sum, other) => {
      const kept = other.set === set ? wanted : other.split;
      const follows = view.world.sets[other.set]!.spec.reward.kind === 'operatorDirected' ? 1 : stake;
      return sum + other.pay * follows * kept;
    }, 0);
    return [{ wanted, income }];
  });
  // Relative to what it earns now, so that a small operator weighs its split as carefully as a large one.
  const present = Math.max(options[0]!.income, 1e-9);
  return options[
    logit(
      options.map(({ income }) => (policy.rationality * income) / present),
      stream,
    )
  ]!.wanted;
}
