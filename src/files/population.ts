import { dirname, resolve } from 'node:path';
import Papa from 'papaparse';
import type { Problem, Source } from './problem.ts';
import { readSource } from './read.ts';
import { didYouMean } from './suggest.ts';
import { assign, type MapTree, type RowsTree, reservedKeys, type Tree } from './tree.ts';

/** Largest CSV of a population: 20 MB. */
export const largestPopulationBytes = 20_000_000;

type Cell = { readonly attribute: string; readonly index: number; readonly column: string };

/**
 * Replaces every `csv` of an operator or restaker group by the `rows` it stands for, so that the scenario stands
 * alone. File names are relative to the file that names them.
 */
export function embedPopulations(tree: MapTree, problems: Problem[]): MapTree {
  let result = tree;
  for (const kind of ['operators', 'restakers']) {
    const groups = tree.entries.get(kind);
    if (groups?.kind !== 'map') continue;
    for (const [name, group] of groups.entries) {
      const csv = group.kind === 'map' ? group.entries.get('csv') : undefined;
      const rows = csv?.kind === 'map' ? readRows(csv, problems) : undefined;
      if (group.kind !== 'map' || rows === undefined) continue;
      const entries = new Map([...group.entries].filter(([key]) => key !== 'csv')).set('rows', rows);
      const changed = assign(result, [kind, name], { ...group, entries });
      if (!('blocked' in changed) && changed.kind === 'map') result = changed;
    }
  }
  return result;
}

function readRows(csv: MapTree, problems: Problem[]): RowsTree | undefined {
  const file = csv.entries.get('file');
  const columns = csv.entries.get('columns');
  const limit = csv.entries.get('limit');
  // A csv of the wrong shape is left in place, for the schema to describe.
  if (file?.kind !== 'scalar' || typeof file.value !== 'string' || columns?.kind !== 'map') return undefined;
  if ([...csv.entries.keys()].some(key => !['file', 'columns', 'limit'].includes(key))) return undefined;
  const most = limit === undefined ? Number.POSITIVE_INFINITY : limit.kind === 'scalar' && limit.value;
  if (typeof most !== 'number' || most < 0) return undefined;

  const { source: writer } = file.at;
  const folder = writer.kind === 'file' ? dirname(writer.name) : process.cwd();
  const source = readSource(resolve(folder, file.value), largestPopulationBytes, problems, file.at);
  if (source === undefined) return undefined;
  const table = parseTable(source, problems);
  const cells = table && pickColumns(table.header, columns, file.value, problems);
  if (table === undefined || cells === undefined) return undefined;
  return fillRows(csv, source, table, cells, most, problems);
}

interface ParsedTable {
  readonly header: readonly string[];
  readonly lines: readonly { readonly cells: readonly string[]; readonly start: number }[];
}

function parseTable(source: Source, problems: Problem[]): ParsedTable | undefined {
  const lines: { cells: string[]; start: number }[] = [];
  let start = 0;
  let broken = false;
  Papa.parse<string[]>(source.text, {
    delimiter: ',',
    step: ({ data, errors, meta }) => {
      for (const { message } of errors) {
        problems.push({ at: { source, start, end: start }, message: `invalid CSV: ${message}` });
        broken = true;
      }
      if (data.length > 1 || data[0] !== '') lines.push({ cells: data, start });
      start = meta.cursor;
    },
  });
  const [head, ...rest] = lines;
  if (broken) return undefined;
  if (head === undefined) {
    problems.push({ at: { source, start: 0, end: 0 }, message: 'missing header: the CSV is empty' });
    return undefined;
  }
  return { header: head.cells.map(name => name.trim()), lines: rest };
}

function pickColumns(
  header: readonly string[],
  columns: MapTree,
  file: string,
  problems: Problem[],
): Cell[] | undefined {
  const cells: Cell[] = [];
  for (const [attribute, column] of columns.entries) {
    const name = column.kind === 'scalar' ? String(column.value) : '';
    const index = header.indexOf(name);
    if (index >= 0 && header.lastIndexOf(name) === index) cells.push({ attribute, index, column: name });
    else {
      const help = didYouMean(name, header);
      problems.push({
        at: column.at,
        message:
          index < 0 ? `unknown column: ${name} is not in ${file}` : `duplicate column: ${name} in ${file}`,
        ...(index < 0 && help !== undefined && { help }),
      });
    }
  }
  return cells.length === columns.entries.size ? cells : undefined;
}

function fillRows(
  csv: Tree,
  source: Source,
  { header, lines }: ParsedTable,
  cells: readonly Cell[],
  most: number,
  problems: Problem[],
): RowsTree | undefined {
  const before = problems.length;
  const rows: Record<string, number | string>[] = [];
  const starts: number[] = [];
  for (const { cells: texts, start } of lines.slice(0, most)) {
    const refuse = (message: string) => problems.push({ at: { source, start, end: start }, message });
    if (texts.length !== header.length) {
      refuse(`invalid row: ${texts.length} cells under ${header.length} columns`);
      continue;
    }
    const row: Record<string, number | string> = {};
    for (const { attribute, index, column } of cells) {
      const value = cellValue(texts[index]!);
      if (value === undefined) refuse(`missing value: ${column} is empty`);
      else if (typeof value === 'number' && !Number.isFinite(value))
        refuse(`invalid number: ${texts[index]}`);
      else if (!reservedKeys.includes(attribute)) row[attribute] = value;
    }
    rows.push(row);
    starts.push(start);
  }
  if (problems.length > before) return undefined;
  return { kind: 'rows', at: csv.at, ...(csv.key && { key: csv.key }), source, rows, starts };
}

/** A cell as a number where it reads as one, else as text; undefined when empty. */
function cellValue(text: string): number | string | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed) || /^[+-]?(inf|infinity|nan)$/i.test(trimmed)
    ? Number(trimmed)
    : trimmed;
}
