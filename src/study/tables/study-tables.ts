import { number, string } from '../../../sim/measures/tables/columns.ts';
import { type Column, tables as runTables, type Table } from '../../../sim/measures/tables/index.ts';
import type { TableCell } from '../../results/csv.ts';
import { runSummaryTable as runSummary } from '../../results/run-tables.ts';
import { indexColumn, measureColumn, unitOfMeasure } from '../../results/statistic-columns.ts';
import type { Factor, FactorUnit, Level } from '../factors/factor.ts';
import { type MeasureSummary, summaryCells } from '../statistics/measure-summaries.ts';
import type { DesignPoint } from '../study.ts';

const run = string('run', 'Run: first 16 digits of the digest of scenario, seed and model version');
const point = indexColumn('point', 'Point of the design, from 0');
const replicate = indexColumn('replicate', 'Replicate at the point, from 0');
const seed = string('seed', 'Root of all randomness of the run: the same at every point for a replicate');

const units: Readonly<Record<FactorUnit, string>> = {
  number: '',
  fraction: 'fraction',
  days: 'days',
  choice: '',
};

/** Column of the levels of a factor. */
export function levelColumn({ name, unit, paths }: Factor): Column {
  const meaning = `Level of the factor, at ${paths.join(' and ')}`;
  return unit === 'choice' ? string(name, meaning) : number(name, units[unit], meaning);
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
    columns: [run, point, replicate, seed, ...factors.map(levelColumn)],
  };
}

/** What each run gave. */
export const measures: Table = {
  name: 'measures',
  meaning: 'Each measure of each run; units and meanings are in columns.json',
  columns: [
    run,
    point,
    replicate,
    measureColumn,
    number('value', unitOfMeasure, 'Its value; empty where the run has none'),
  ],
};

/** Statistics over the replicates of a point: the columns of a run's summary without what each measure means. */
export const summary: Table = {
  name: 'summary',
  meaning: 'Each measure at each point, over its replicates',
  columns: [point, ...runSummary.columns.filter(({ name }) => name !== 'meaning')],
};

const meaningColumn = runSummary.columns.findIndex(({ name }) => name === 'meaning');

/** Cells of a measure at a point under the columns of {@link summary}. */
export function pointSummaryCells({ index }: DesignPoint, measured: MeasureSummary): TableCell[] {
  return [index, ...summaryCells(measured).toSpliced(meaningColumn, 1)];
}

/** Tables of runs that a study keeps, with the run in front of each row. */
export function keptTables(names: readonly string[]): Table[] {
  return runTables
    .filter(({ name }) => names.includes(name))
    .map(table => ({ ...table, columns: [run, point, replicate, ...table.columns] }));
}

/** Runs that ended with an error. */
export const failures: Table = {
  name: 'failures',
  meaning: 'Runs that failed; the seed makes a run fail again',
  columns: [run, point, replicate, seed, string('error', 'What the run died of')],
};
