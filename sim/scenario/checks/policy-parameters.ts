import { operatorPolicies } from '../../agents/operator/policies/index.ts';
import { restakerPolicies } from '../../agents/restaker/policies/index.ts';
import type { ScenarioProblem } from '../scenario-problem.ts';
import type { Kind } from '../values/kinds.ts';

/** Kinds of policy by the key of a scenario under which their groups stand. */
const kindsUnder: Readonly<Record<string, readonly Kind[]>> = {
  operators: operatorPolicies,
  restakers: restakerPolicies,
};

/**
 * A problem of a scenario's form; an unknown key of a policy that other kinds have is told with those kinds.
 *
 * Kinds of policy are a discriminated union, of which zod says only that the key is unknown in the kind that was
 * chosen. That is true and no help to who forgot to choose the kind: the message names those that have it.
 *
 * @returns the problem itself where it is about anything else
 */
export function withPolicyKinds(problem: ScenarioProblem): ScenarioProblem {
  const { path, message } = problem;
  const [place, , policy, key] = path.map(String);
  if (path.length !== 4 || policy !== 'policy' || message !== `unknown key: ${key}`) return problem;
  const kinds = (kindsUnder[place!] ?? []).filter(({ parameters }) => Object.hasOwn(parameters, key!));
  if (kinds.length === 0) return problem;
  return {
    path,
    message: `invalid ${key}: a parameter of policies of kind ${kinds.map(({ kind }) => kind).join(', ')}`,
    help: 'set that kind, or remove the key',
  };
}
