import { reservedNames } from '../../sim/scenario/index.ts';
import type { InputProblem, Source } from './problem.ts';
import { scenarioSchemaLookup } from './schema-lookup.ts';
import { didYouMean } from './suggest.ts';
import { assign, descend, type MapTree, type Tree } from './tree.ts';
import { parseYaml } from './yaml.ts';

/** A change of a scenario by the command line, as `path=value`, with the option that gave it; a bare text is of `--set`. */
export type Override = string | { readonly option: string; readonly text: string };

/** A scenario with overrides applied in their order, as far as they can be. Values are read as YAML; null removes a key. */
export function applyOverrides(
  tree: MapTree,
  overrides: readonly Override[],
  problems: InputProblem[],
): MapTree {
  let result = tree;
  for (const override of overrides) result = applyOverride(result, override, problems) ?? result;
  return result;
}

/** A scenario with one override applied; undefined, and a problem at the option, when that cannot be. */
function applyOverride(tree: MapTree, given: Override, problems: InputProblem[]): MapTree | undefined {
  const { option, text: override } = typeof given === 'string' ? { option: '--set', text: given } : given;
  const equals = override.indexOf('=');
  const text = override.slice(equals + 1);
  const source: Source = { kind: 'option', name: `${option} ${override}`, text };
  const at = { source, start: 0, end: text.length };
  const path = parsePath(tree, override.slice(0, Math.max(equals, 0)));
  if (path === undefined || text.trim() === '') {
    const help = `write ${option} path.to.key=value; null as the value removes the key`;
    problems.push({ at, message: 'invalid override', help });
    return undefined;
  }
  const value = parseYaml(source, problems);
  // The key is at the override too, so that a wrong key is blamed on the override.
  return value && replaceAt(tree, path, { ...value, at, key: at }, problems);
}

/** Steps of a dotted path into a scenario, such as `avss.one.budget`; undefined when the text is no path. */
export function parsePath(tree: MapTree, text: string): string[] | undefined {
  const path = splitPath(tree, text);
  return path.some(step => step === '' || reservedNames.includes(step)) ? undefined : path;
}

/**
 * The scenario with the value at a path replaced; null removes the key.
 *
 * @returns undefined, and a problem at the value's key, when neither the scenario nor the schema has such a path
 */
export function replaceAt(
  tree: MapTree,
  path: readonly string[],
  value: Tree,
  problems: InputProblem[],
): MapTree | undefined {
  const refuse = (depth: number, help?: string): undefined => {
    const message = `unknown path: ${path.slice(0, depth + 1).join('.')}`;
    problems.push({ at: value.key ?? value.at, message, ...(help !== undefined && { help }) });
  };
  const misspelt = unknownStep(tree, path);
  if (misspelt !== undefined) return refuse(misspelt.depth, misspelt.help);
  const changed = assign(tree, path, value);
  if ('blocked' in changed) return refuse(changed.blocked);
  return changed.kind === 'map' ? changed : undefined;
}

/**
 * The first step on the way to the value that neither the scenario nor the schema has, with the name that may be meant.
 * Such a step would make a new group or set of defaults, which is almost always a slip; who wants one gives a whole map
 * as the value of its name.
 */
function unknownStep(
  tree: MapTree,
  path: readonly string[],
): { depth: number; help: string | undefined } | undefined {
  for (const depth of path.keys()) {
    const here = descend(tree, path.slice(0, depth));
    const isLast = depth === path.length - 1;
    if (isLast || (here !== undefined && here.kind !== 'map') || descend(tree, path.slice(0, depth + 1)))
      continue;
    const known = scenarioSchemaLookup().keys(path.slice(0, depth));
    if (known.includes(path[depth]!)) continue;
    const names = here === undefined ? [] : [...here.entries.keys()];
    return { depth, help: didYouMean(path[depth]!, [...names, ...known]) };
  }
  return undefined;
}

/** Steps of a dotted path. A key of the scenario that has dots itself is found as one step; in a new key a dot is written `\.`. */
function splitPath(tree: MapTree, path: string): string[] {
  const parts = path.split(/(?<!\\)\./).map(part => part.replaceAll('\\.', '.'));
  const out: string[] = [];
  for (let start = 0; start < parts.length; ) {
    const here = descend(tree, out);
    let end = start + 1;
    if (here?.kind === 'map') {
      const joined = (to: number) => parts.slice(start, to).join('.');
      const found = parts.map((_, index) => index + 1).find(to => to > start && here.entries.has(joined(to)));
      end = found ?? end;
    }
    out.push(parts.slice(start, end).join('.'));
    start = end;
  }
  return out;
}
