import { optional, quantity, text } from '../../../sim/measures/tables/column-kinds.ts';
import {
  type CellsOf,
  type Column,
  columnsOf,
  defineTable,
  named,
  type TableCell,
} from '../../../sim/measures/tables/define-table.ts';
import { tables as runTables, type Table } from '../../../sim/measures/tables/index.ts';
import { index, measure, UNIT_OF_MEASURE } from '../../results/statistic-columns.ts';
import { better, summaryColumns } from '../../results/summary-columns.ts';
import type { Factor, FactorUnit, Level } from '../factors/factor.ts';
import type { PlannedRun } from '../plan.ts';

const point = index('Point of the design, from 0');

/** The columns that say which run a row is of. */
const runColumns = {
  run: text('Run: first 16 digits of the digest of scenario, seed and model version'),
  point,
  replicate: index('Replicate at the point, from 0'),
};

const seed = text('Root of all randomness of the run: the same at every point for a replicate');

/** The run that a row is of, under its columns. */
export function runCells({ point, replicate, job }: PlannedRun): CellsOf<typeof runColumns> {
  return { run: job.key.slice(0, 16), point: point.index, replicate };
}

const units: Readonly<Record<FactorUnit, string>> = {
  number: '',
  fraction: 'fraction',
  days: 'days',
  choice: '',
};

/** Column of the levels of a factor. */
export function levelColumn({ name, unit, paths }: Factor): Column {
  const meaning = `Level of the factor, at ${paths.join(' and ')}`;
  return named(name, unit === 'choice' ? text(meaning) : quantity(units[unit], meaning));
}

/** A level under its column. */
export function levelCell(level: Level): TableCell {
  if (typeof level === 'boolean') return String(level);
  return Number.isNaN(level) ? null : level;
}

/** The table `design` of a study: every run, with the level of each factor. */
export function designTable(factors: readonly Factor[]): Table {
  return {
    name: 'design',
    meaning: 'Each run of the study: its point, its replicate, its seed and the levels of the factors',
    columns: [...columnsOf({ ...runColumns, seed }), ...factors.map(levelColumn)],
  };
}

/** Cells of a run in the table `design`. */
export function designCells(planned: PlannedRun, factors: readonly Factor[]): TableCell[] {
  const { run, point, replicate } = runCells(planned);
  const { levels } = planned.point;
  return [
    run,
    point,
    replicate,
    String(planned.job.seed),
    ...factors.map(({ name }) => levelCell(levels[name]!)),
  ];
}

/** What each run gave. */
export const measuresTable = defineTable({
  name: 'measures',
  meaning: 'Each measure of each run; units and meanings are in columns.json',
  columns: {
    ...runColumns,
    measure,
    value: optional(quantity(UNIT_OF_MEASURE, 'Its value; empty where the run has none')),
  },
});

/** Statistics over the replicates of a point: the columns of a run's summary without what each measure means. */
export const summaryTable = defineTable({
  name: 'summary',
  meaning: 'Each measure at each point, over its replicates',
  columns: { point, ...summaryColumns, better },
});

/** Runs that ended with an error. */
export const failuresTable = defineTable({
  name: 'failures',
  meaning: 'Runs that failed; the seed makes a run fail again',
  columns: { ...runColumns, seed, error: text('What the run died of') },
});

/** Tables of runs that a study keeps, with the run in front of each row. */
export function keptTables(names: readonly string[]): Table[] {
  return runTables
    .filter(({ name }) => names.includes(name))
    .map(table => ({ ...table, columns: [...columnsOf(runColumns), ...table.columns] }));
}
