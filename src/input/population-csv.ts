import { dirname, resolve } from 'node:path';
import { cellOrigin, cellValue, type ParsedCsv, parseCsv } from './csv-table.ts';
import type { InputProblem, Origin, Source } from './problem.ts';
import { readSource } from './read-source.ts';
import { didYouMean } from './suggest.ts';
import { assign, type MapTree, type RowsTree, type ScalarTree, type Tree } from './tree.ts';

/** Largest CSV of a population: 20 MB. */
const largestPopulationBytes = 20_000_000;

/** An attribute of a population, the column of the CSV that it is read from, and where the scenario names it. */
type PickedColumn = {
  readonly attribute: string;
  readonly index: number;
  readonly column: string;
  readonly key: Origin;
};

/**
 * A scenario in which every `csv` of an operator or restaker group is replaced by the `rows` that it stands for, so that
 * the scenario stands alone. File names are relative to the file that names them.
 *
 * @param problems gets what is wrong with the files, at their cells, and with the scenario's columns of them
 */
export function embedPopulations(tree: MapTree, problems: InputProblem[]): MapTree {
  let result = tree;
  for (const kind of ['operators', 'restakers']) {
    const groups = tree.entries.get(kind);
    if (groups?.kind !== 'map') continue;
    for (const [name, group] of groups.entries) {
      const csv = group.kind === 'map' ? group.entries.get('csv') : undefined;
      if (group.kind !== 'map' || csv?.kind !== 'map' || !isWellFormed(csv)) continue;
      if (group.entries.has('rows'))
        problems.push({
          at: csv.key ?? csv.at,
          message: 'duplicate population: rows and csv',
          help: 'keep one of them',
        });
      const rows = readRows(csv, problems) ?? placeholder(csv);
      const entries = new Map([...group.entries].filter(([key]) => key !== 'csv')).set('rows', rows);
      const changed = assign(result, [kind, name], { ...group, entries });
      if (!('blocked' in changed) && changed.kind === 'map') result = changed;
    }
  }
  return result;
}

/** Whether a `csv` has its shape; one that has not is left in place, for the schema to describe. */
function isWellFormed({ entries }: MapTree): boolean {
  const limit = entries.get('limit');
  return (
    isText(entries.get('file')) &&
    entries.get('columns')?.kind === 'map' &&
    [...entries.keys()].every(key => key === 'file' || key === 'columns' || key === 'limit') &&
    (limit === undefined ||
      (limit.kind === 'scalar' && Number.isInteger(limit.value) && Number(limit.value) >= 0))
  );
}

function isText(tree: Tree | undefined): boolean {
  return tree?.kind === 'scalar' && typeof tree.value === 'string';
}

/** Stands for the rows of a CSV that cannot be read: one member, so that no missing population is reported beside it. */
function placeholder(csv: MapTree): RowsTree {
  return {
    kind: 'rows',
    at: csv.at,
    source: csv.at.source,
    rows: [{}],
    starts: [csv.at.start],
    columns: new Map(),
  };
}

/** The rows that a well-formed `csv` stands for; undefined, and problems, when they cannot be read. */
function readRows({ at, key, entries }: MapTree, problems: InputProblem[]): RowsTree | undefined {
  const file = entries.get('file') as ScalarTree;
  const columns = entries.get('columns') as MapTree;
  const limit = entries.get('limit') as ScalarTree | undefined;
  const { source: writer } = file.at;
  const folder = writer.kind === 'file' ? dirname(writer.name) : process.cwd();
  const source = readSource(resolve(folder, String(file.value)), largestPopulationBytes, problems, file.at);
  if (source === undefined) return undefined;
  const table = parseCsv(source, problems);
  const picked = table && pickColumns(table.header, columns, String(file.value), problems);
  if (table === undefined || picked === undefined) return undefined;
  const lines = table.lines.slice(0, limit === undefined ? undefined : Number(limit.value));
  const filled = fillRows(source, { ...table, lines }, picked, problems);
  const places = new Map(picked.map(column => [column.attribute, column]));
  return filled && { kind: 'rows', at, ...(key && { key }), source, columns: places, ...filled };
}

/** The columns that a `csv` reads, by the header of its file; undefined, and problems, when one is missing or stands twice. */
function pickColumns(
  header: readonly string[],
  columns: MapTree,
  file: string,
  problems: InputProblem[],
): PickedColumn[] | undefined {
  const picked: PickedColumn[] = [];
  for (const [attribute, column] of columns.entries) {
    const name = column.kind === 'scalar' ? String(column.value) : '';
    const index = header.indexOf(name);
    const key = column.key ?? column.at;
    if (index >= 0 && header.lastIndexOf(name) === index)
      picked.push({ attribute, index, column: name, key });
    else {
      const help = index < 0 ? didYouMean(name, header) : 'rename one of the two in the CSV';
      problems.push({
        at: column.at,
        message:
          index < 0 ? `unknown column: ${name} is not in ${file}` : `duplicate column: ${name} in ${file}`,
        ...(help !== undefined && { help }),
      });
    }
  }
  return picked.length === columns.entries.size ? picked : undefined;
}

/** A row for each line, with a value for each picked column that is not empty; undefined, and problems, when one is broken. */
function fillRows(
  source: Source,
  { header, lines }: ParsedCsv,
  picked: readonly PickedColumn[],
  problems: InputProblem[],
): Pick<RowsTree, 'rows' | 'starts'> | undefined {
  const before = problems.length;
  const rows: Record<string, number | string>[] = [];
  const starts: number[] = [];
  for (const { cells: texts, start } of lines) {
    if (texts.length !== header.length) {
      // The first cell that has no column, or the last one there is.
      const at = cellOrigin(source, start, Math.min(header.length, texts.length - 1));
      const help =
        texts.length > header.length
          ? 'put a cell that has commas in double quotes'
          : 'write a comma for each cell that is empty';
      const message = `invalid row: ${texts.length} cells under ${header.length} columns`;
      problems.push({ at, message, help });
      continue;
    }
    const row: Record<string, number | string> = {};
    for (const { attribute, index, column } of picked) {
      const value = cellValue(texts[index]!);
      // An empty cell leaves the attribute out: the group draws it, as it does for a column that is not named.
      if (value === undefined) continue;
      if (typeof value === 'string' || Number.isFinite(value)) row[attribute] = value;
      else {
        const at = cellOrigin(source, start, index);
        const help = 'write a finite number, or leave the cell empty';
        problems.push({ at, message: `invalid number: ${texts[index]} in ${column}`, help });
      }
    }
    rows.push(row);
    starts.push(start);
  }
  return problems.length > before ? undefined : { rows, starts };
}
