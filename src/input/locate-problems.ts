import { intendedKey, misspelledKey } from './misspelled-keys.ts';
import type { InputProblem } from './problem.ts';
import type { SchemaLookup } from './schema-lookup.ts';
import { didYouMean, nearestName } from './suggest.ts';
import { descend, type KeyPath, locate, locateKey, type MapTree } from './tree.ts';

/** A problem that a schema finds with the value at a path. */
interface SchemaProblem {
  readonly path: KeyPath;
  readonly message: string;
  readonly help?: string;
  /** Whether it is the last key of the path that is wrong, not its value. */
  readonly ofKey?: boolean;
  /** The names that exist, where the problem is a name that refers to nothing. */
  readonly known?: readonly string[];
}

/** How messages of the schema library begin that do not say what they are about. */
const unnamed = /^(Invalid input|Too small|Too big|Invalid option|Invalid discriminator value)(: |\. |$)/;

/** How its messages begin where a value is none of the words that are allowed. */
const noSuchWord = /^Invalid (option|discriminator value)/;

/**
 * The problems of a schema, each at the place in the file where its value or key was written, in our words. A required
 * key that is misspelled gives one problem, at the misspelling.
 *
 * @param noun what the file is, such as `scenario`
 * @param known what the schema of the file allows
 * @param tree the file as read
 */
export function locateProblems(
  noun: string,
  known: SchemaLookup,
  tree: MapTree,
  problems: readonly SchemaProblem[],
): InputProblem[] {
  return problems.map(problem => {
    const { at, message, help } = located(noun, known, tree, problem);
    return { at, message, ...(help !== undefined && { help }) };
  });
}

/** Where a problem of the schema was written, what is wrong there, and what to do about it. */
function located(
  noun: string,
  known: SchemaLookup,
  tree: MapTree,
  { path, message, help, ofKey = false, known: names }: SchemaProblem,
) {
  const parent = path.slice(0, -1);
  const key = path.at(-1);
  const value = descend(tree, path);
  if (key !== undefined && value === undefined && known.isRequired(path)) {
    const written = misspelledKey(known, tree, path);
    if (written !== undefined) return unknownKey(known, tree, [...parent, written]);
    const words = known.words(path);
    const advice =
      help ?? known.description(path) ?? (words.length > 0 ? `one of ${words.join(', ')}` : undefined);
    return { at: locateKey(tree, parent), message: `missing key: ${path.join('.')}`, help: advice };
  }
  const keys = typeof key === 'string' ? known.keys(parent) : [];
  if (typeof key === 'string' && keys.length > 0 && !keys.includes(key)) {
    const unknown = unknownKey(known, tree, path);
    return { at: unknown.at, message, help: help ?? unknown.help };
  }
  if (value?.kind === 'scalar' && noSuchWord.test(message)) {
    const near = didYouMean(String(value.value), known.words(path));
    return { at: value.at, message: `invalid ${key ?? noun}: ${value.value}`, help: near };
  }
  const expected = message.replace(unnamed, '').replace(/^Expected/, 'expected');
  const said = expected === '' && value?.kind === 'scalar' ? String(value.value) : expected;
  const text = unnamed.test(message) ? `invalid ${key ?? noun}: ${said || 'no form of it fits'}` : message;
  const name = /^unknown .*: (.*)$/.exec(message)?.[1];
  const isText = /expected string, received (number|boolean)/.test(message);
  const near = names && name !== undefined ? nearestName(name, names) : undefined;
  const own = help ?? (isText ? 'put it in quotes: it is text' : known.description(path));
  const advice = near === undefined ? own : `did you mean \`${near}\`?`;
  // A name that refers to nothing may be the key itself.
  const at = ofKey || name === key ? locateKey(tree, path) : locate(tree, path);
  return { at, message: text, help: advice };
}

/** The problem that the key at the end of a path is not known, with the key that may be meant. */
function unknownKey(known: SchemaLookup, tree: MapTree, path: KeyPath) {
  const [key] = path.slice(-1).map(String);
  const meant = intendedKey(known, tree, path);
  const help =
    meant === undefined
      ? didYouMean(key!, known.keys(path.slice(0, -1)))
      : `did you mean \`${meant}\`? It is required and missing`;
  return { at: locateKey(tree, path), message: `unknown key: ${key}`, help };
}
