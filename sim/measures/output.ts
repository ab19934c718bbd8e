import { createSummary } from './summary/summary.ts';
import { summaryRows } from './tables/closing/summary-table.ts';
import type { Row } from './tables/define-table.ts';

/**
 * Where the rows of a run go: to whoever pulls them, if their table is wanted, and to the summary. Whatever is
 * wanted, the summary gets its rows, so that a figure does not depend on which tables were asked for.
 */
export interface Output {
  /** Puts out rows that the summary is computed from as well. */
  put(rows: readonly Row[]): void;
  /** Puts out rows of a table that the summary has no use for: they are not made unless the table is wanted. */
  putIfWanted(table: string, rows: () => readonly Row[]): void;
  isWanted(table: string): boolean;
  /** Rows of the table `summary`, of all rows so far. */
  summaryRows(): Row[];
  /** What was put out since the last call. The caller owns the array. */
  take(): Row[];
}

/** An output of the tables with these names. */
export function createOutput(wanted: ReadonlySet<string>): Output {
  const summary = createSummary();
  let rows: Row[] = [];
  const put: Output['put'] = made => {
    for (const row of made) {
      summary.take(row);
      if (wanted.has(row.table)) rows.push(row);
    }
  };
  return {
    put,
    putIfWanted: (table, make) => {
      if (wanted.has(table)) put(make());
    },
    isWanted: table => wanted.has(table),
    summaryRows: () => summaryRows(summary.measures()),
    take: () => {
      const taken = rows;
      rows = [];
      return taken;
    },
  };
}
