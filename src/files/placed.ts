import type { Known } from './known.ts';
import type { Problem } from './problem.ts';
import { didYouMean } from './suggest.ts';
import { descend, locate, locateKey, type MapTree } from './tree.ts';

type SchemaProblem = {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly help?: string;
};

/** How the schema library opens a complaint without saying what it is about. */
const unnamed = /^(Invalid input|Too small|Too big|Invalid option|Invalid discriminator value)(: |\. |$)/;

/** A problem of a schema at the place in a file of that kind (a noun, such as `scenario`) where the value was written. */
export function placed(
  noun: string,
  known: Known,
  tree: MapTree,
  { path, message, help }: SchemaProblem,
): Problem {
  const parent = path.slice(0, -1);
  const key = path.at(-1);
  const value = descend(tree, path);
  if (key !== undefined && value === undefined && known.isRequired(path)) {
    const advice = help ?? known.meaning(path);
    const at = locateKey(tree, parent);
    return { at, message: `missing key: ${path.join('.')}`, ...(advice !== undefined && { help: advice }) };
  }
  const keys = typeof key === 'string' ? known.keys(parent) : [];
  if (typeof key === 'string' && keys.length > 0 && !keys.includes(key)) {
    const advice = help ?? didYouMean(key, keys);
    return { at: locateKey(tree, path), message, ...(advice !== undefined && { help: advice }) };
  }
  const advice = help ?? known.meaning(path);
  const expected = message.replace(unnamed, '').replace(/^Expected/, 'expected');
  const said = expected === '' && value?.kind === 'scalar' ? String(value.value) : expected;
  const text = unnamed.test(message) ? `invalid ${key ?? noun}: ${said || 'no form of it fits'}` : message;
  // A name that refers to nothing may be the key itself.
  const isKey = /^unknown .*: (.*)$/.exec(message)?.[1] === key;
  const at = isKey ? locateKey(tree, path) : locate(tree, path);
  return { at, message: text, ...(advice !== undefined && { help: advice }) };
}
