import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { displayPath, type InputProblem, type Origin, wholeSource } from './problem.ts';
import { readSource } from './read-source.ts';
import type { MapTree, Tree } from './tree.ts';
import { parseYaml } from './yaml.ts';

/** Advice for a file that holds no map. */
export const mapAdvice = 'write key: value, a space behind each colon';

/** Largest scenario or study file: 1 MB. Populations belong in a CSV. */
export const largestScenarioBytes = 1_000_000;

/** Most files in a row of which each extends the next. */
const longestChain = 100;

/** Files that are being read, to be merged to one scenario. */
interface FileLayers {
  /** What each file says itself, by absolute path: each after all that it extends, which is the order of merging. */
  readonly trees: Map<string, MapTree>;
  readonly problems: InputProblem[];
}

/**
 * Reads a scenario file and all that it extends, as one tree. What it extends comes in the order in which it names
 * it, itself last; a file that is reached twice is merged once, where it is reached first. Maps merge key by key,
 * lists and values replace, and null removes what came before.
 *
 * @param problems gets what is wrong
 * @param blame where the file's name was written, for problems; left out when a person named the file
 * @returns the tree; undefined when the file, or one that it extends, cannot be read
 */
export function readExtended(path: string, problems: InputProblem[], blame?: Origin): MapTree | undefined {
  const layers: FileLayers = { trees: new Map(), problems };
  if (!addLayers(layers, resolve(path), [], blame)) return undefined;
  return [...layers.trees.values()].reduce((base, own) => mergeMaps(base, own, problems));
}

/**
 * Adds a file behind all that it extends; whether all of them could be read.
 *
 * @param chain files that lead here by their `extends`, to find cycles
 */
function addLayers(layers: FileLayers, path: string, chain: readonly string[], blame?: Origin): boolean {
  const { trees, problems } = layers;
  if (trees.has(path)) return true;
  const source = readSource(path, largestScenarioBytes, problems, blame);
  const tree = source && parseYaml(source, problems);
  if (source === undefined || tree === undefined) return false;
  if (tree.kind !== 'map') {
    problems.push({
      at: wholeSource(source),
      message: 'invalid scenario: it must be a map of keys and values',
      help: mapAdvice,
    });
    return false;
  }
  if (tree.entries.has('factors') && tree.entries.has('scenario')) {
    const help = 'name the scenario that it varies, or do its runs: opset sweep, sensitivity or optimize';
    problems.push({ at: wholeSource(source), message: 'invalid scenario: this is a study', help });
    return false;
  }
  const named = tree.entries.get('extends');
  const links = named?.kind === 'list' && named.items.length > 0 ? named.items : named ? [named] : [];
  const found = links.map(link => {
    const base = resolveLink(path, link, chain, problems);
    return base !== undefined && addLayers(layers, base, [...chain, path], link.at);
  });
  const entries = new Map([...tree.entries].filter(([key]) => key !== 'extends'));
  trees.set(path, { ...tree, entries });
  return found.every(Boolean);
}

/** The absolute path of a file that another names in its `extends`; undefined, and a problem, when it is no path, closes a cycle or the chain is too long. */
function resolveLink(
  path: string,
  link: Tree,
  chain: readonly string[],
  problems: InputProblem[],
): string | undefined {
  const at = link.at;
  if (link.kind !== 'scalar' || typeof link.value !== 'string' || isAbsolute(link.value)) {
    const absolute = link.kind === 'scalar' && typeof link.value === 'string';
    const message = `invalid extends: ${absolute ? 'an absolute path holds on one machine only' : 'it must be the path of a file, or a list of paths'}`;
    const help = absolute
      ? `write it from the folder of this file: ${relative(dirname(path), link.value) || '.'}`
      : 'write paths from the folder of this file, such as extends: base.yaml';
    problems.push({ at, message, help });
    return undefined;
  }
  const base = resolve(dirname(path), link.value);
  const cycle = [...chain, path];
  if (cycle.includes(base)) {
    const names = [...cycle.slice(cycle.indexOf(base)), base].map(name => displayPath(name));
    const help = 'remove one of these links';
    problems.push({ at, message: `invalid extends: a cycle, ${names.join(' -> ')}`, help });
    return undefined;
  }
  if (cycle.length >= longestChain) {
    const message = `invalid extends: a chain of more than ${longestChain} files`;
    problems.push({ at, message, help: 'put what several of them say in one file' });
    return undefined;
  }
  return base;
}

/** A map over another: its own entries win, and null removes an entry. */
function mergeMaps(base: MapTree, own: MapTree, problems: InputProblem[]): MapTree {
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
