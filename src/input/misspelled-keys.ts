import type { MapForm, SchemaLookup } from './schema-lookup.ts';
import { nearestName } from './suggest.ts';
import { descend, type KeyPath, type MapTree } from './tree.ts';

/**
 * The required key that the unknown key at the end of a path is a misspelling of: the nearest of those that are missing
 * beside it. Undefined when none is near.
 */
export function intendedKey(known: SchemaLookup, tree: MapTree, path: KeyPath): string | undefined {
  const parent = path.slice(0, -1);
  const missing = requiredOf(known.maps(parent)).filter(key => descend(tree, [...parent, key]) === undefined);
  return nearestName(String(path.at(-1)), missing);
}

/**
 * The unknown key that explains why the key at the end of a path is missing: a misspelling of that key, or of a key of
 * another form of the map, which does without the missing one. Undefined when there is none, so that the missing key is a
 * problem of its own.
 */
export function misspelledKey(known: SchemaLookup, tree: MapTree, path: KeyPath): string | undefined {
  const parent = path.slice(0, -1);
  const map = descend(tree, parent);
  if (map?.kind !== 'map') return undefined;
  const missing = String(path.at(-1));
  const forms = known.maps(parent);
  const keys = known.keys(parent);
  return [...map.entries.keys()].find(written => {
    if (keys.includes(written)) return false;
    const meant = intendedKey(known, tree, [...parent, written]);
    if (meant === undefined || meant === missing) return meant === missing;
    return !requiredOf(forms.filter(form => form.keys.includes(meant))).includes(missing);
  });
}

/** Keys that one of the forms requires, each once. */
function requiredOf(forms: readonly MapForm[]): string[] {
  return [...new Set(forms.flatMap(({ required }) => required))];
}
