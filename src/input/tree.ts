import { cellOrigin } from './csv-table.ts';
import type { Origin, Source } from './problem.ts';

/** A value of a scenario, in which each part knows where it was written. */
export type Tree = MapTree | ListTree | ScalarTree | RowsTree;

interface Located {
  /** Where the value stands. */
  readonly at: Origin;
  /** Where its key stands, when it is a map's entry. */
  readonly key?: Origin;
}

/** A map, its entries in the order of the file. */
export interface MapTree extends Located {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Tree>;
}

/** A list. */
export interface ListTree extends Located {
  readonly kind: 'list';
  readonly items: readonly Tree[];
}

/** A single value. */
export interface ScalarTree extends Located {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
}

/** Rows loaded from a CSV. Only where each row starts is kept, for there may be a million of them. */
export interface RowsTree extends Located {
  readonly kind: 'rows';
  readonly source: Source;
  readonly rows: readonly Readonly<Record<string, number | string>>[];
  /** Where each row starts in the source. */
  readonly starts: readonly number[];
  /** Where each attribute comes from. */
  readonly columns: ReadonlyMap<string, ColumnOrigin>;
}

/** The column that an attribute is read from: its number in the CSV, and where the attribute was given to it. */
export interface ColumnOrigin {
  readonly index: number;
  readonly key: Origin;
}

/** A step into a tree: a map's key or a list's index. */
export type KeyPath = readonly (string | number)[];

/** The plain value of a map. */
export function plainMap(tree: MapTree): Record<string, unknown> {
  return Object.fromEntries([...tree.entries].map(([key, value]) => [key, plain(value)]));
}

/** The plain value of a tree: new objects, which share nothing with it. */
function plain(tree: Tree): unknown {
  switch (tree.kind) {
    case 'scalar':
      return tree.value;
    case 'list':
      return tree.items.map(plain);
    case 'rows':
      return tree.rows.map(row => ({ ...row }));
    case 'map':
      return plainMap(tree);
  }
}

/**
 * A tree of a plain value, such as one that a study sets.
 *
 * @param at where all of it counts as written
 * @param key where its key counts as written
 */
export function treeOf(value: unknown, at: Origin, key: Origin = at): Tree {
  if (Array.isArray(value)) return { kind: 'list', at, key, items: value.map(item => treeOf(item, at)) };
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([name, inner]) => [name, treeOf(inner, at)] as const);
    return { kind: 'map', at, key, entries: new Map(entries) };
  }
  return { kind: 'scalar', at, key, value: value as ScalarTree['value'] };
}

/** The part of a tree at a path; undefined when there is none. */
export function descend(tree: Tree, path: KeyPath): Tree | undefined {
  let here: Tree | undefined = tree;
  for (const step of path) here = here && child(here, step);
  return here;
}

/** Where the value at a path was written; where there is no such value, the deepest key on the way to it. */
export function locate(tree: Tree, path: KeyPath): Origin {
  let here = tree;
  for (const [depth, step] of path.entries()) {
    const next = child(here, step);
    if (next === undefined) return depth === 0 ? here.at : (here.key ?? here.at);
    here = next;
  }
  return here.at;
}

/** Where the last key of a path was written; as {@link locate} where there is none. */
export function locateKey(tree: Tree, path: KeyPath): Origin {
  return descend(tree, path)?.key ?? locate(tree, path);
}

/** The part of a tree one step down. */
function child(tree: Tree, step: string | number): Tree | undefined {
  if (tree.kind === 'map') return tree.entries.get(String(step));
  if (tree.kind === 'list') return tree.items[Number(step)];
  return tree.kind === 'rows' ? rowTree(tree, Number(step)) : undefined;
}

/** A row as a map: its values stand at their cells, its keys where the scenario names their columns. */
function rowTree({ source, rows, starts, columns }: RowsTree, row: number): MapTree | undefined {
  const start = starts[row];
  if (start === undefined) return undefined;
  const entries = Object.entries(rows[row]!).flatMap(([attribute, value]): [string, ScalarTree][] => {
    const column = columns.get(attribute);
    if (column === undefined) return [];
    const at = cellOrigin(source, start, column.index);
    return [[attribute, { kind: 'scalar', at, key: column.key, value }]];
  });
  const end = source.text.indexOf('\n', start);
  const at = { source, start, end: end < 0 ? source.text.length : end };
  return { kind: 'map', at, entries: new Map(entries) };
}

/**
 * A copy of a tree with the value at a path replaced; maps are made on the way, and null deletes a key.
 *
 * @returns the copy, or the number of the step, from 0, that leads through a single value, to no item of a list, or to a
 *   key to delete that is not there
 */
export function assign(tree: Tree, path: KeyPath, value: Tree): Tree | { readonly blocked: number } {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (tree.kind === 'list') return assignItem(tree, Number(step), rest, value);
  if (tree.kind !== 'map') return { blocked: 0 };
  const entries = new Map(tree.entries);
  const old = entries.get(String(step));
  const deletes = rest.length === 0 && value.kind === 'scalar' && value.value === null;
  if (deletes) return entries.delete(String(step)) ? { ...tree, entries } : { blocked: 0 };
  const within: Tree = old ?? { kind: 'map', at: value.at, key: value.key ?? value.at, entries: new Map() };
  const next = assign(within, rest, value);
  if ('blocked' in next) return { blocked: next.blocked + 1 };
  entries.set(String(step), { ...next, key: old?.key ?? value.key ?? value.at });
  return { ...tree, entries };
}

function assignItem(
  tree: ListTree,
  index: number,
  rest: KeyPath,
  value: Tree,
): Tree | { readonly blocked: number } {
  const old = tree.items[index];
  if (old === undefined) return { blocked: 0 };
  const next = assign(old, rest, value);
  return 'blocked' in next ? { blocked: next.blocked + 1 } : { ...tree, items: tree.items.with(index, next) };
}
