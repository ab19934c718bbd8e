import { crossCheck, withPolicyKinds } from './checks/index.ts';
import { Scenario } from './scenario.ts';
import { problemsOf, type ScenarioProblem } from './scenario-problem.ts';

/** Result of reading a scenario: the resolved scenario, or every problem found. */
export type ParsedScenario =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly problems: readonly ScenarioProblem[] };

/** Problems of the form of a plain value as a scenario, required keys that it lacks among them; no cross-field checks. */
export function formProblems(value: unknown): ScenarioProblem[] {
  return Scenario.safeParse(value).error?.issues.flatMap(problemsOf).map(withPolicyKinds) ?? [];
}

/**
 * Reads a plain value (from YAML or JSON, with `extends` and CSV already resolved) as a scenario. Cross-field
 * checks run once the shape is right. All problems are told at once, those of form or, where there are none, those
 * across fields; nothing is thrown. Paths of problems lead into the value as given; a caller that has the file
 * turns them into lines.
 */
export function parseScenario(value: unknown): ParsedScenario {
  const result = Scenario.safeParse(value);
  if (!result.success)
    return { ok: false, problems: result.error.issues.flatMap(problemsOf).map(withPolicyKinds) };
  const problems = crossCheck(result.data);
  return problems.length ? { ok: false, problems } : { ok: true, scenario: result.data };
}
