import type { z } from 'zod';
import { oneOfKinds } from '../../../scenario/values/kinds.ts';
import { curator } from './curator.ts';
import { inert } from './inert.ts';
import type { RestakerParameters } from './restaker-parameters.ts';
import type { RestakerDecision } from './restaker-policy.ts';
import { riskAverse } from './risk-averse.ts';
import { weighing } from './weighing.ts';
import { yieldChaser } from './yield-chaser.ts';

/** Kinds of restaker policy that scenarios may name; the first is that of a cohort which names none. */
export const restakerPolicies = [weighing, riskAverse, yieldChaser, inert, curator] as const;

/** Schema of how a cohort of restakers decides: a kind of policy and its parameters. */
export const restakerPolicy = oneOfKinds(restakerPolicies);

/** How restakers decide by a policy that a scenario names. */
export function restakerDecision(policy: z.output<typeof restakerPolicy>): RestakerDecision {
  const { decide } = restakerPolicies.find(({ kind }) => kind === policy.kind)!;
  // The schema has given the policy the parameters of its kind.
  return (decide as (parameters: RestakerParameters) => RestakerDecision)(policy);
}
