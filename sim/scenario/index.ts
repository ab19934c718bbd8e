import { crossCheck } from './checks/index.ts';
import { problemsOf } from './issue.ts';
import { type Problem, Scenario } from './schema.ts';

export type { Peg } from './asset.ts';
export type { Avs, OperatorSet, Reward, SlashingCondition, Task } from './avs.ts';
export { type Condition, conditions } from './conditions.ts';
export type { Controller, Target } from './controller.ts';
export { problemsOf } from './issue.ts';
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

/** Problems of the form of a plain value as a scenario, required keys that it lacks among them; no cross-field checks. */
export function formProblems(value: unknown): Problem[] {
  return Scenario.safeParse(value).error?.issues.flatMap(problemsOf) ?? [];
}

/**
 * Reads a plain value (from YAML or JSON, with `extends` and CSV already resolved) as a scenario. Cross-field
 * checks run once the shape is right.
 */
export function parseScenario(value: unknown): Parsed {
  const result = Scenario.safeParse(value);
  if (!result.success) return { ok: false, problems: result.error.issues.flatMap(problemsOf) };
  const problems = crossCheck(result.data);
  return problems.length ? { ok: false, problems } : { ok: true, scenario: result.data };
}
