import { oneOfKinds } from '../../../scenario/values/kinds.ts';
import type { OperatorPolicy } from './operator-policy.ts';
import { portfolioHolder } from './portfolio-holder.ts';
import { profitSeeker } from './profit-seeker.ts';

/** Kinds of operator policy that scenarios may name; the first is that of a group which names none. */
export const operatorPolicies = [profitSeeker, portfolioHolder] as const;

/** Schema of how a group of operators decides: a kind of policy and its parameters. */
export const operatorPolicy = oneOfKinds(operatorPolicies);

/** How operators decide that have a kind of policy. */
export function operatorPolicyOf(kind: (typeof operatorPolicies)[number]['kind']): OperatorPolicy {
  // The schema has given a group the parameters of its kind, so that what it observes has them.
  return operatorPolicies.find(policy => policy.kind === kind)!.decide as OperatorPolicy;
}
