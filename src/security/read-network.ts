import { mapAdvice } from '../input/extends.ts';
import { type InputProblem, type Reading, sortProblems, wholeSource } from '../input/problem.ts';
import { readSource } from '../input/read-source.ts';
import { didYouMean } from '../input/suggest.ts';
import { locate, locateKey, type MapTree, plainMap } from '../input/tree.ts';
import { type DocumentKind, parseYaml } from '../input/yaml.ts';
import type { NetworkProblem } from './network-values.ts';
import { mostAllocations, parseNetwork, type WrittenNetwork } from './parse-network.ts';

const help = `leave out some: at most ${mostAllocations} allocations of operators to services are analysed`;

/** Largest network file: enough for the most allocations under names of usual length. */
const limit = { bytes: 4_000_000, help };

/** Values beyond which a document is not looked at: parsing tells more exactly where there are too many allocations. */
const networkKind: DocumentKind = {
  noun: 'network',
  mostValues: 2_000_000,
  tooLargeHelp: help,
  keepsText: true,
};

/**
 * Reads a network that a person wrote.
 *
 * @param isOther whether a file with these keys at its top is something else
 * @returns the network, or every problem found in the file; undefined where it is something else
 */
export function readNetworkUnless(
  path: string,
  isOther: (keys: ReadonlySet<string>) => boolean,
): Reading<WrittenNetwork> | undefined {
  const problems: InputProblem[] = [];
  const source = readSource(path, limit, problems);
  const tree = source && parseYaml(source, problems, networkKind);
  if (source === undefined || tree === undefined) return { ok: false, problems: sortProblems(problems) };
  if (tree.kind !== 'map') {
    const message = 'invalid network: it must be a map of keys and values';
    return { ok: false, problems: [{ at: wholeSource(source), message, help: mapAdvice }] };
  }
  if (isOther(new Set(tree.entries.keys()))) return undefined;
  // What is no value is left out of the tree: it would seem to be missing too.
  if (problems.length > 0) return { ok: false, problems: sortProblems(problems) };
  const parsed = parseNetwork(plainMap(tree));
  if (parsed.ok) return parsed;
  return { ok: false, problems: sortProblems(parsed.problems.map(problem => located(tree, problem))) };
}

/** Reads a network that a person wrote, as {@link readNetworkUnless} does, whatever else the file may be. */
export function readNetwork(path: string): Reading<WrittenNetwork> {
  return readNetworkUnless(path, () => false)!;
}

/** A problem of a network at the place in the file where its value or key was written. */
function located(tree: MapTree, { path, isKey, message, help: advice, known }: NetworkProblem): InputProblem {
  const at = isKey ? locateKey(tree, path) : locate(tree, path);
  const name = /: (.*)$/.exec(message)?.[1];
  const near = known && name !== undefined ? didYouMean(name, known) : undefined;
  const said = near ?? advice;
  return { at, message, ...(said !== undefined && { help: said }) };
}
