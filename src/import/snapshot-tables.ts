import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cellOrigin, parseCsv } from '../input/csv-table.ts';
import type { InputProblem } from '../input/problem.ts';
import { readSource } from '../input/read-source.ts';
import { didYouMean } from '../input/suggest.ts';

/** Largest CSV of a snapshot table: 500 MB. */
const largestTableBytes = 500_000_000;

/**
 * Tables of EigenLayer's sidecar that are read, with the columns that matter here, as its migrations create them
 * (Layr-Labs/sidecar, pkg/postgres/migrations). Each is a CSV `<name>.csv`; `optional` ones may be missing.
 */
const snapshotTables = {
  staker_delegation_snapshots: { columns: ['staker', 'operator', 'snapshot'], optional: false },
  staker_share_snapshots: { columns: ['staker', 'strategy', 'shares', 'snapshot'], optional: false },
  operator_set_strategy_registration_snapshots: {
    columns: ['strategy', 'avs', 'operator_set_id', 'snapshot'],
    optional: false,
  },
  operator_set_operator_registration_snapshots: {
    columns: ['operator', 'avs', 'operator_set_id', 'snapshot'],
    optional: false,
  },
  operator_allocation_snapshots: {
    columns: ['operator', 'avs', 'strategy', 'operator_set_id', 'magnitude', 'max_magnitude', 'snapshot'],
    optional: false,
  },
  operator_set_split_snapshots: {
    columns: ['operator', 'avs', 'operator_set_id', 'split', 'snapshot'],
    optional: true,
  },
} as const;

/** Name of a table that is read. */
type TableName = keyof typeof snapshotTables;

/** Rows of each table on one day, with the text of each column. */
export type SnapshotTables = {
  readonly [name in TableName]: readonly TableRow<(typeof snapshotTables)[name]['columns'][number]>[];
};

/** A row of a snapshot table. */
type TableRow<Column extends string> = Readonly<Record<Column, string>>;

/** The tables of one day. */
export interface Snapshot {
  /** The day, as YYYY-MM-DD. */
  readonly day: string;
  readonly tables: SnapshotTables;
}

/**
 * Reads the snapshot tables of a folder, as they were on a day.
 *
 * @param day as YYYY-MM-DD; undefined for the last that every table with rows has
 * @param problems gets the files that are missing or broken, and a day that no table has
 * @returns undefined, and problems, when the tables cannot be used
 */
export function readSnapshot(
  folder: string,
  day: string | undefined,
  problems: InputProblem[],
): Snapshot | undefined {
  const tables = new Map<TableName, TableRow<string>[]>();
  for (const [name, { columns, optional }] of Object.entries(snapshotTables)) {
    const path = join(folder, `${name}.csv`);
    const rows = optional && !existsSync(path) ? [] : readTable(path, columns, problems);
    tables.set(name as TableName, rows ?? []);
  }
  if (problems.length > 0) return undefined;
  const lasts = [...tables.values()]
    .filter(rows => rows.length > 0)
    .map(rows => rows.reduce((last, { snapshot }) => (snapshot! > last ? snapshot! : last), ''));
  const chosen = day ?? lasts.sort()[0] ?? '';
  const taken = [...tables].map(([name, rows]) => [name, rows.filter(({ snapshot }) => snapshot === chosen)]);
  return { day: chosen, tables: Object.fromEntries(taken) as SnapshotTables };
}

/** Rows of a CSV with the columns that are asked for; undefined, and problems, when it cannot be read. */
function readTable(
  path: string,
  columns: readonly string[],
  problems: InputProblem[],
): TableRow<string>[] | undefined {
  const source = readSource(path, largestTableBytes, problems);
  const table = source && parseCsv(source, problems);
  if (source === undefined || table === undefined) return undefined;
  const places = columns.map(column => table.header.indexOf(column));
  const missing = columns.filter((_, i) => places[i]! < 0);
  for (const column of missing) {
    const help = didYouMean(column, table.header) ?? `it has ${table.header.join(', ')}`;
    problems.push({ at: { source, start: 0, end: 0 }, message: `missing column: ${column}`, help });
  }
  if (missing.length > 0) return undefined;
  return table.lines.flatMap(({ cells, start }) => {
    const row = Object.fromEntries(columns.map((column, i) => [column, (cells[places[i]!] ?? '').trim()]));
    // Dates may come with a time behind them.
    row.snapshot = row.snapshot!.slice(0, 10);
    const wrong = columns.findIndex(column => !isUsable(column, row[column]!));
    if (wrong < 0) return [row];
    problems.push({
      at: cellOrigin(source, start, places[wrong]!),
      message: `invalid ${columns[wrong]}: ${row[columns[wrong]!] || 'nothing'}`,
      help: `write ${formOf(columns[wrong]!)}`,
    });
    return [];
  });
}

/** Columns that hold whole numbers. */
const wholeColumns = ['shares', 'magnitude', 'max_magnitude', 'operator_set_id', 'split'];

function isUsable(column: string, text: string): boolean {
  if (column === 'snapshot') return /^\d{4}-\d\d-\d\d$/.test(text);
  return wholeColumns.includes(column) ? /^\d{1,78}$/.test(text) : text !== '';
}

function formOf(column: string): string {
  if (column === 'snapshot') return 'a day as YYYY-MM-DD';
  return wholeColumns.includes(column) ? 'a whole number, 0 or more' : 'an address';
}
