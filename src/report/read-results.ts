import { createReadStream, existsSync, lstatSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import Papa from 'papaparse';
import { parse } from 'yaml';
import type { Table } from '../../sim/measures/tables/index.ts';
import { EnvironmentError } from '../results/environment-error.ts';
import { readText } from '../results/read-text.ts';
import { allTables } from '../results/run-tables.ts';
import { emptyFrame, type Frame, numberOf, textOf } from './frame.ts';
import type { Results, SummaryLine } from './results.ts';
import { settingOf } from './setting.ts';

/** Tables that no picture needs and that grow with the replicates. */
const undrawn = new Set([
  'measures',
  'memberships',
  'holdings',
  'worth',
  'network',
  'payments',
  'losses',
  'accounts',
  'placements',
]);

/**
 * Reads every table and the scenario of a results directory; what is not there is empty. Tables that no chart needs
 * are only listed among the files.
 *
 * @throws EnvironmentError when the directory is missing or a file, when one of its files is a link that leads
 *   outside, or when the scenario is not YAML
 */
export async function readResults(directory: string): Promise<Results> {
  if (!existsSync(directory))
    throw new EnvironmentError(`missing results directory: ${directory}`, 'check the name and the folder');
  if (!lstatSync(realpathSync(directory)).isDirectory())
    throw new EnvironmentError(
      `invalid results directory: ${directory} is a file`,
      'give the directory that holds it',
    );
  const frames = new Map<string, Frame>();
  const files = allTables.filter(table => inside(directory, `${table.name}.csv`) !== undefined);
  for (const table of files)
    if (!undrawn.has(table.name))
      frames.set(table.name, await readFrame(join(directory, `${table.name}.csv`), table));
  const scenario = inside(directory, 'scenario.yaml');
  return {
    files: files.map(table => table.name),
    frames,
    summary: measures(frames.get('summary') ?? emptyFrame),
    setting: settingOf(scenario === undefined ? {} : readYaml(scenario)),
  };
}

/** Largest YAML or JSON of a results directory, in bytes: populations that were read from CSVs stand in the scenario. */
const largestBytes = 200_000_000;

/** The path of a file of the directory; undefined when it is missing; throws when a link leads outside or it is no file. */
export function inside(directory: string, file: string): string | undefined {
  const path = join(directory, file);
  if (!existsSync(path)) return undefined;
  if (!realpathSync(path).startsWith(realpathSync(directory) + sep))
    throw new EnvironmentError(
      `invalid file: ${path} is a link that leaves the results directory`,
      'remove it',
    );
  if (!statSync(path).isFile())
    throw new EnvironmentError(`invalid file: ${path} is not a regular file`, 'remove it');
  return path;
}

/**
 * Reads a CSV as columns of the types that the table declares. Rows are taken in chunks: a table of a million rows
 * fits without an object for each. Equal texts are one string in memory. Columns that the file lacks are left out,
 * those that the table does not declare are passed over; missing cells are NaN or ''.
 */
function readFrame(file: string, table: Table): Promise<Frame> {
  const numbers = new Map<string, number[]>();
  const strings = new Map<string, string[]>();
  for (const { name, type } of table.columns) {
    if (type === 'string') strings.set(name, []);
    else numbers.set(name, []);
  }
  const interned = new Map<string, string>();
  let length = 0;
  return new Promise((resolve, reject) => {
    let header: readonly string[] | undefined;
    Papa.parse<string[]>(createReadStream(file, 'utf8'), {
      skipEmptyLines: true,
      chunk: ({ data }) => {
        for (const cells of data) {
          if (header === undefined) {
            // Spreadsheets put a byte order mark in front when they save a table.
            header = cells.map((cell, i) => (i === 0 ? cell.replace(/^\uFEFF/, '') : cell));
            continue;
          }
          for (let i = 0; i < header.length; i++) {
            const name = header[i] ?? '';
            const cell = cells[i] ?? '';
            numbers.get(name)?.push(cell === '' ? Number.NaN : Number(cell));
            const column = strings.get(name);
            if (column === undefined) continue;
            const known = interned.get(cell);
            if (known === undefined) interned.set(cell, cell);
            column.push(known ?? cell);
          }
          length += 1;
        }
      },
      complete: () => {
        // A column that the header does not name has got no cells.
        for (const columns of [numbers, strings])
          for (const [name, cells] of columns) if (cells.length !== length) columns.delete(name);
        resolve({ length, numbers, texts: strings });
      },
      error: reject,
    });
  });
}

/** The lines of summary.csv, in its order. */
function measures(frame: Frame): readonly SummaryLine[] {
  const [name, unit, meaning] = ['measure', 'unit', 'meaning'].map(column => textOf(frame, column));
  const [n, mean, low, high, p05, p95] = ['n', 'mean', 'ci95_lo', 'ci95_hi', 'p05', 'p95'].map(column =>
    numberOf(frame, column),
  );
  return Array.from({ length: frame.length }, (_, row) => ({
    name: name?.(row) ?? '',
    unit: unit?.(row) ?? '',
    meaning: meaning?.(row) ?? '',
    n: n?.(row) ?? Number.NaN,
    mean: mean?.(row) ?? Number.NaN,
    low: low?.(row) ?? Number.NaN,
    high: high?.(row) ?? Number.NaN,
    p05: p05?.(row) ?? Number.NaN,
    p95: p95?.(row) ?? Number.NaN,
  }));
}

/** Text of a file of the results directory; throws EnvironmentError where it cannot be read. */
export function textInResults(file: string): string {
  const read = readText(file, largestBytes, file);
  if (read.text === undefined) throw new EnvironmentError(read.message, read.help);
  return read.text;
}

/** Reads a YAML file; throws where it is none. */
export function readYaml(file: string): unknown {
  const text = textInResults(file);
  try {
    return parse(text, { maxAliasCount: 100 });
  } catch (problem) {
    throw new EnvironmentError(
      `invalid scenario: ${file}: ${problem instanceof Error ? problem.message : String(problem)}`,
      'give the command that made the results again',
    );
  }
}
