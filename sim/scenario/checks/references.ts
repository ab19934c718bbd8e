import type { OperatorSet } from '../avs/operator-set.ts';
import { memberNames } from '../population/member-names.ts';
import type { Scenario } from '../scenario.ts';
import type { ScenarioProblem } from '../scenario-problem.ts';

/** Most names that a problem lists. */
const mostListed = 20;

/**
 * The problem of a name that refers to nothing; none where it is one of those that there are.
 *
 * @param noun what it should be the name of
 * @param names those that there are
 */
export function checkName(
  path: ScenarioProblem['path'],
  noun: string,
  name: string,
  names: readonly string[],
): ScenarioProblem[] {
  if (names.includes(name)) return [];
  const others = names.length > mostListed ? ` and ${names.length - mostListed} more` : '';
  const help =
    names.length > 0 ? `known: ${names.slice(0, mostListed).join(', ')}${others}` : `no ${noun} is defined`;
  return [{ path, message: `unknown ${noun}: ${name}`, help, known: names }];
}

/** Problems of a list of strategies: names of nothing, and repeats. */
export function checkStrategies(
  path: ScenarioProblem['path'],
  noun: string,
  strategies: readonly string[],
  names: readonly string[],
): ScenarioProblem[] {
  return strategies.flatMap((strategy, index) => {
    const at = [...path, index];
    const isRepeat = strategies.indexOf(strategy) < index;
    const repeat = { path: at, message: `duplicate strategy: ${strategy}`, help: 'name it once' };
    return [...checkName(at, noun, strategy, names), ...(isRepeat ? [repeat] : [])];
  });
}

/** Shares by name, where they stand, and what their sum may be. */
interface SharesAt {
  readonly path: ScenarioProblem['path'];
  readonly shares: Readonly<Record<string, number>>;
  /** Sets that there are. */
  readonly sets: readonly string[];
  readonly isRight: (sum: number) => boolean;
  /** What to do where the sum is not right. */
  readonly help: string;
}

/** Problems of shares by name: of a set that is not there, or of a sum that is not right. */
export function checkShares({ path, shares, sets, isRight, help }: SharesAt): ScenarioProblem[] {
  const unknown = Object.keys(shares).flatMap(set => checkName([...path, set], 'set', set, sets));
  const sum = Object.values(shares).reduce((total, share) => total + share, 0);
  if (isRight(sum)) return unknown;
  const message = `invalid ${path.at(-1)}: the shares sum to ${+sum.toFixed(6)}`;
  return [...unknown, { path, message, help }];
}

/** Every operator set of a scenario as `avs.set`. */
export function setPaths(avss: Scenario['avss']): string[] {
  return Object.entries(avss).flatMap(([avs, { sets }]) => Object.keys(sets).map(set => `${avs}.${set}`));
}

/** The operator set of a scenario that a path `avs.set` names; undefined if there is none. */
export function setOf(avss: Scenario['avss'], path: string): OperatorSet | undefined {
  for (const [avs, { sets }] of Object.entries(avss))
    for (const [name, set] of Object.entries(sets)) if (`${avs}.${name}` === path) return set;
  return undefined;
}

/** Names of all operators of a scenario, in the order of their numbers. */
export function namesOfOperators({ operators }: Pick<Scenario, 'operators'>): string[] {
  return memberNames(Object.entries(operators).map(([name, spec]) => ({ name, spec }))).flat();
}
