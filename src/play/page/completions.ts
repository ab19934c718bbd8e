import { scenarioSchemaLookup } from '../../input/schema-lookup.ts';
import type { Completion } from '../model/messages.ts';

/** What may stand where a player writes, and where what it replaces begins. */
export interface Completions {
  /** Index of the first character that a choice replaces. */
  readonly from: number;
  readonly options: readonly Completion[];
}

/** Keys that only files have. */
const fileKeys: readonly Completion[] = [
  { label: 'extends', detail: 'What this file changes: a scenario, or a list of them' },
];

/**
 * What the schema of scenarios allows at a place of a YAML text in block style: the keys of the map that the place is in, or
 * the words that the value of its key may be.
 */
export function completionsAt(text: string, offset: number): Completions {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const line = text.slice(lineStart, offset);
  const [, indent = '', key, before = '', word = ''] = /^(\s*)(?:([\w-]+):(\s+))?([\w-]*)$/.exec(line) ?? [];
  const lookup = scenarioSchemaLookup();
  const path = pathOf(text.slice(0, lineStart), indent.length);
  const from = offset - word.length;
  if (key !== undefined) {
    const words = before === '' ? [] : lookup.words([...path, key]);
    return { from, options: words.map(label => ({ label, detail: '' })) };
  }
  if (line.slice(0, line.length - word.length).trim() !== '') return { from, options: [] };
  const keys = lookup.keys(path).map(label => {
    return { label, detail: lookup.description([...path, label]) ?? '' };
  });
  return { from, options: path.length === 0 ? [...fileKeys, ...keys] : keys };
}

/** Keys under which a line stands that is indented so far, from the lines above it. */
function pathOf(above: string, indent: number): string[] {
  const path: string[] = [];
  let inner = indent;
  for (const line of above.split('\n').reverse()) {
    const [, spaces, key] = /^(\s*)(?:- )?([\w.-]+):/.exec(line) ?? [];
    if (spaces === undefined || key === undefined || spaces.length >= inner) continue;
    path.unshift(key);
    inner = spaces.length;
    if (inner === 0) break;
  }
  return path;
}
