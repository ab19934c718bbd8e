import { dirname, isAbsolute, resolve } from 'node:path';
import { displayPath, type Origin, type Problem, whole } from './problem.ts';
import { readSource } from './read.ts';
import type { MapTree, Tree } from './tree.ts';
import { parseYaml } from './yaml.ts';

/** Largest scenario or study file: 1 MB. Populations belong in a CSV. */
export const largestScenarioBytes = 1_000_000;

/**
 * Reads a scenario file and all that it extends, as one tree. Maps merge key by key, lists and values replace,
 * and null removes what the base has.
 *
 * @param blame Where the file's name was written, for problems; the file itself when a person named it.
 */
export function readExtended(path: string, problems: Problem[], blame?: Origin): MapTree | undefined {
  return readLink(resolve(path), [], problems, blame);
}

function readLink(
  path: string,
  chain: readonly string[],
  problems: Problem[],
  blame?: Origin,
): MapTree | undefined {
  const source = readSource(path, largestScenarioBytes, problems, blame);
  const tree = source && parseYaml(source, problems);
  if (source === undefined || tree === undefined) return undefined;
  if (tree.kind !== 'map') {
    problems.push({ at: whole(source), message: 'invalid scenario: it must be a map of keys and values' });
    return undefined;
  }
  const link = tree.entries.get('extends');
  if (link === undefined) return tree;
  const own: MapTree = { ...tree, entries: new Map([...tree.entries].filter(([key]) => key !== 'extends')) };
  const basePath = resolveLink(path, link, chain, problems);
  const base = basePath === undefined ? undefined : readLink(basePath, [...chain, path], problems, link.at);
  return base && mergeMaps(base, own, problems);
}

function resolveLink(
  path: string,
  link: Tree,
  chain: readonly string[],
  problems: Problem[],
): string | undefined {
  const at = link.at;
  if (link.kind !== 'scalar' || typeof link.value !== 'string' || isAbsolute(link.value)) {
    problems.push({
      at,
      message: 'invalid extends: write the path of one file, from the folder of this one',
    });
    return undefined;
  }
  const base = resolve(dirname(path), link.value);
  const cycle = [...chain, path];
  if (cycle.includes(base)) {
    const names = [...cycle.slice(cycle.indexOf(base)), base].map(name => displayPath(name));
    problems.push({ at, message: `invalid extends: a cycle, ${names.join(' -> ')}` });
    return undefined;
  }
  return base;
}

function mergeMaps(base: MapTree, own: MapTree, problems: Problem[]): MapTree {
  const entries = new Map(base.entries);
  for (const [key, value] of own.entries) {
    const old = entries.get(key);
    if (value.kind === 'scalar' && value.value === null) {
      if (!entries.delete(key)) {
        problems.push({
          at: value.key ?? value.at,
          message: `unknown key: ${key}`,
          help: 'null removes a key of the base, and the base has none of this name',
        });
      }
    } else if (value.kind === 'map' && old?.kind === 'map') entries.set(key, mergeMaps(old, value, problems));
    else entries.set(key, value);
  }
  return { ...own, entries };
}
