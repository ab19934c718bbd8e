import type { z } from 'zod';
import { crossCheck } from './check.ts';
import { type Problem, Scenario } from './schema.ts';

export type { Avs, Condition, OperatorSet, Reward, SlashingCondition, Task } from './avs.ts';
export { conditions } from './avs.ts';
export type { Controller, Target } from './controller.ts';
export type { Gpu, Price, Shock } from './market.ts';
export { type AccountTraits, type OperatorTraits, sampleAccounts, sampleOperators } from './populate.ts';
export type { OperatorGroup, RestakerGroup } from './population.ts';
export { type Quantity, sample } from './quantity.ts';
export { type Problem, Scenario } from './schema.ts';
export {
  type AvsInWorld,
  type IncentiveInWorld,
  type SetInWorld,
  setByPath,
  startPriceUsd,
  type TaskInWorld,
  type World,
  worldOf,
} from './world.ts';

/** Result of reading a scenario: the resolved scenario, or every problem found. */
export type Parsed =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads a plain value (from YAML or JSON, with `extends` and CSV already resolved) as a scenario. Cross-field
 * checks run once the shape is right.
 */
export function parseScenario(value: unknown): Parsed {
  const result = Scenario.safeParse(value);
  if (!result.success) return { ok: false, problems: result.error.issues.flatMap(fromIssue) };
  const problems = crossCheck(result.data);
  return problems.length ? { ok: false, problems } : { ok: true, scenario: result.data };
}

type Issue = z.core.$ZodIssue;

/** One zod issue in our words, a problem for each key it names; a union reports the branch that came closest. */
function fromIssue(issue: Issue): Problem[] {
  const path = issue.path.map(key => (typeof key === 'symbol' ? key.toString() : key));
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => ({ path: [...path, key], message: `unknown key: ${key}` }));
  }
  if (issue.code === 'invalid_union') {
    const deepest = issue.errors
      .filter(branch => branch.length > 0)
      .toSorted((a, b) => depth(b) - depth(a))[0];
    if (deepest && depth(deepest) > 0) {
      return deepest
        .flatMap(inner => fromIssue(inner))
        .map(inner => ({ ...inner, path: [...path, ...inner.path] }));
    }
  }
  return [{ path, message: issue.message }];
}

function depth(branch: readonly Issue[]): number {
  return Math.max(...branch.map(issue => issue.path.length + (issue.code === 'unrecognized_keys' ? 1 : 0)));
}
