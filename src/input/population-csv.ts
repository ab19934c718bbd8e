import { realpathSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { numberForm, type PopulationKind } from '../../sim/scenario/index.ts';
import { cellNumber, cellOrigin, cellText, type ParsedCsv, parseCsv } from './csv-table.ts';
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
  readonly key: Origin;
  /** Reads a cell as what the attribute is, a number or text; undefined when the cell is empty. */
  readonly read: (cell: string) => number | string | undefined;
};

/**
 * A scenario in which every `csv` of an operator or restaker group, or of the state to start from, is replaced by the `rows` that it stands for, so that
 * the scenario stands alone. File names are relative to the folder of the file that names them, and lead to files within it,
 * so that a scenario of other people cannot copy lines of any file into tables; an option of the command line may name any.
 *
 * @param problems gets what is wrong with the files, at their cells, and with the scenario's columns of them
 */
export function embedPopulations(tree: MapTree, problems: InputProblem[]): MapTree {
  let result = tree;
  for (const kind of ['operators', 'restakers', 'start'] as const) {
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
      const rows = readRows(kind, csv, problems) ?? placeholder(csv);
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
function readRows(
  kind: PopulationKind,
  { at, key, entries }: MapTree,
  problems: InputProblem[],
): RowsTree | undefined {
  const file = entries.get('file') as ScalarTree;
  const columns = entries.get('columns') as MapTree;
  const limit = entries.get('limit') as ScalarTree | undefined;
  const { source: writer } = file.at;
  const folder = writer.kind === 'file' ? dirname(writer.name) : process.cwd();
  const path = resolve(folder, String(file.value));
  if (writer.kind !== 'option' && !isWithin(folder, path)) {
    problems.push({
      at: file.at,
      message: `invalid file: ${file.value} is outside the folder of the scenario`,
      help: 'copy it there, or name it by an option: --set path.to.csv.file=FILE',
    });
    return undefined;
  }
  const source = readSource(path, largestPopulationBytes, problems, file.at);
  if (source === undefined) return undefined;
  const table = parseCsv(source, problems);
  const picked =
    table && pickColumns(kind, { source, header: table.header, file: String(file.value) }, columns, problems);
  if (table === undefined || picked === undefined) return undefined;
  const lines = table.lines.slice(0, limit === undefined ? undefined : Number(limit.value));
  const filled = fillRows(source, { ...table, lines }, picked, problems);
  const places = new Map(picked.map(column => [column.attribute, column]));
  return { kind: 'rows', at, ...(key && { key }), source, columns: places, ...filled };
}

/** Whether a path lies within a folder, also once links are followed; so does one that leads to nothing. */
function isWithin(folder: string, path: string): boolean {
  if (!path.startsWith(folder.endsWith(sep) ? folder : folder + sep)) return false;
  try {
    return realpathSync(path).startsWith(realpathSync(folder) + sep);
  } catch {
    return true;
  }
}

/** The header of a CSV, and the name that the scenario has for the file. */
interface CsvHeader extends Pick<ParsedCsv, 'header'> {
  readonly source: Source;
  readonly file: string;
}

/** The columns that a `csv` reads, by the header of its file; undefined, and problems, when one is missing or stands twice. */
function pickColumns(
  kind: PopulationKind,
  { source, header, file }: CsvHeader,
  columns: MapTree,
  problems: InputProblem[],
): PickedColumn[] | undefined {
  const asked = [...columns.entries].map(([attribute, column]) => ({
    attribute,
    column,
    name: column.kind === 'scalar' ? String(column.value) : '',
  }));
  const separator = otherSeparator(
    header,
    asked.map(({ name }) => name),
  );
  if (separator !== undefined) {
    problems.push({
      at: { source, start: 0, end: source.text.indexOf(separator) },
      message: `invalid CSV: cells are separated by ${separator === '\t' ? 'tabs' : separator}`,
      help: 'save it with commas between cells, and a point in decimals',
    });
    return undefined;
  }
  const picked: PickedColumn[] = [];
  for (const { attribute, column, name } of asked) {
    const index = header.indexOf(name);
    const key = column.key ?? column.at;
    if (index >= 0 && header.lastIndexOf(name) === index) {
      const read = numberForm(kind, attribute) === undefined ? cellText : cellNumber;
      picked.push({ attribute, index, key, read });
      continue;
    }
    const help = index < 0 ? didYouMean(name, header) : 'rename one of the two in the CSV';
    problems.push({
      at: column.at,
      message:
        index < 0 ? `unknown column: ${name} is not in ${file}` : `duplicate column: ${name} in ${file}`,
      ...(help !== undefined && { help }),
    });
  }
  return picked.length === columns.entries.size ? picked : undefined;
}

/** What separates the cells of a header that is split by something else than commas; undefined for a header as it should be. */
function otherSeparator(header: readonly string[], asked: readonly string[]): string | undefined {
  if (asked.every(name => header.includes(name))) return undefined;
  return [';', '\t', '|'].find(separator => {
    const names = header.join(',').split(separator);
    return names.length > 1 && asked.some(name => names.some(other => other.trim() === name));
  });
}

/** A row for each line that has a cell under each column, with a value for each picked column that is not empty. */
function fillRows(
  source: Source,
  { header, lines }: ParsedCsv,
  picked: readonly PickedColumn[],
  problems: InputProblem[],
): Pick<RowsTree, 'rows' | 'starts'> {
  const rows: Record<string, number | string>[] = [];
  const starts: number[] = [];
  for (const { cells, start } of lines) {
    if (cells.length !== header.length) {
      // The first cell that has no column, or the last one there is.
      const at = cellOrigin(source, start, Math.min(header.length, cells.length - 1));
      const help =
        cells.length > header.length
          ? 'put a cell that has commas in double quotes'
          : 'write a comma for each cell that is empty';
      const message = `invalid row: ${cells.length} cells under ${header.length} columns`;
      problems.push({ at, message, help });
      continue;
    }
    const row: Record<string, number | string> = {};
    for (const { attribute, index, read } of picked) {
      // An empty cell leaves the attribute out: the group draws it, as it does for a column that is not named.
      const value = read(cells[index]!);
      if (value !== undefined) row[attribute] = value;
    }
    rows.push(row);
    starts.push(start);
  }
  return { rows, starts };
}
