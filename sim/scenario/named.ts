import type { Problem, Scenario } from './schema.ts';

/** Most names that a problem lists. */
const mostListed = 20;

/** The problem of a name that refers to nothing; none where it is one of those that there are. */
export function checkName(
  path: Problem['path'],
  noun: string,
  name: string,
  names: readonly string[],
): Problem[] {
  if (names.includes(name)) return [];
  const others = names.length > mostListed ? ` and ${names.length - mostListed} more` : '';
  const help =
    names.length > 0 ? `known: ${names.slice(0, mostListed).join(', ')}${others}` : `no ${noun} is defined`;
  return [{ path, message: `unknown ${noun}: ${name}`, help, known: names }];
}

/** Problems of a list of strategies: names of nothing, and repeats. */
export function checkStrategies(
  path: Problem['path'],
  noun: string,
  strategies: readonly string[],
  names: readonly string[],
): Problem[] {
  return strategies.flatMap((strategy, index) => {
    const at = [...path, index];
    const isRepeat = strategies.indexOf(strategy) < index;
    const repeat = { path: at, message: `duplicate strategy: ${strategy}`, help: 'name it once' };
    return [...checkName(at, noun, strategy, names), ...(isRepeat ? [repeat] : [])];
  });
}

/** Problems of shares by name: of nothing, or of a sum that is not right. */
export function checkShares(
  path: Problem['path'],
  shares: Readonly<Record<string, number>>,
  sets: readonly string[],
  isRight: (sum: number) => boolean,
  help: string,
): Problem[] {
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

/** The problem of a group of which nobody says how many members it has. */
export function checkCount(
  { count, rows }: { readonly count?: number | undefined; readonly rows?: readonly unknown[] | undefined },
  path: Problem['path'],
): Problem[] {
  if (count !== undefined || rows !== undefined) return [];
  return [{ path, message: 'missing count: say how many, or give a csv' }];
}
