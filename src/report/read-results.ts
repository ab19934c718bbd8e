import { createReadStream, existsSync, lstatSync, readFileSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import Papa from 'papaparse';
import { parse } from 'yaml';
import type { Table } from '../../sim/measures/tables/index.ts';
import { EnvironmentError } from '../results/environment-error.ts';
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

/** Reads every table and the scenario of a results directory; what is not there is empty. */
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

/** The path of a file of the directory; undefined when it is missing; throws when a link leads outside. */
export function inside(directory: string, file: string): string | undefined {
  const path = join(directory, file);
  if (!existsSync(path)) return undefined;
  if (!realpathSync(path).startsWith(realpathSync(directory) + sep))
    throw new EnvironmentError(
      `invalid file: ${path} is a link that leaves the results directory`,
      'remove it',
    );
  return path;
}

/** Rows are taken column by column in chunks: a table of a million rows fits without an object for each. */
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
        for (const columns of [numbers, strings])
          for (const [name, cells] of columns) if (cells.length !== length) columns.delete(name);
        resolve({ length, numbers, texts: strings });
      },
      error: reject,
    });
  });
}

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

/** Reads a YAML file; throws where it is none. */
export function readYaml(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'), { maxAliasCount: 100 });
  } catch (problem) {
    throw new EnvironmentError(
      `invalid scenario: ${file}: ${problem instanceof Error ? problem.message : String(problem)}`,
      'give the command that made the results again',
    );
  }
}
