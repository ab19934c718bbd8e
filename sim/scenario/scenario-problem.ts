import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** Where a scenario is wrong, what is wrong, and what to do. */
export interface ScenarioProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly help?: string;
  /** Whether it is the last key of the path that is wrong, not its value. */
  readonly ofKey?: boolean;
  /** Names that there are, where one refers to nothing: the nearest may be meant. */
  readonly known?: readonly string[];
}

/** One zod issue in our words, a problem for each key it names; a union reports the branch that came closest. */
export function problemsOf(issue: Issue): ScenarioProblem[] {
  const path = issue.path.map(key => (typeof key === 'symbol' ? key.toString() : key));
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => ({ path: [...path, key], message: `unknown key: ${key}` }));
  }
  if (issue.code === 'invalid_key')
    return issue.issues.map(({ message }) => ({ path, message, ofKey: true }));
  if (issue.code === 'invalid_union') {
    const deepest = issue.errors
      .filter(branch => branch.length > 0)
      .toSorted((a, b) => depth(b) - depth(a))[0];
    if (deepest && depth(deepest) > 0) {
      return deepest
        .flatMap(inner => problemsOf(inner))
        .map(inner => ({ ...inner, path: [...path, ...inner.path] }));
    }
  }
  return [{ path, message: issue.message }];
}

function depth(branch: readonly Issue[]): number {
  return Math.max(...branch.map(issue => issue.path.length + (issue.code === 'unrecognized_keys' ? 1 : 0)));
}
