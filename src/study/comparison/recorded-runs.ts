import { join } from 'node:path';
import { modelVersion } from '../../../sim/version.ts';
import { cellText, parseCsv } from '../../input/csv-table.ts';
import type { InputProblem } from '../../input/problem.ts';
import { readSource } from '../../input/read-source.ts';
import { isResults, readManifest } from '../../results/manifest.ts';
import { changedFiles } from '../../results/write-manifest.ts';
import type { CompletedRun } from '../../runs/job.ts';
import { measureMatcher } from '../../runs/measure-pattern.ts';
import type { MeasureSchema } from '../../runs/run-measure.ts';

/** Largest table of a results directory that is read, in bytes. */
const LARGEST_BYTES = 500_000_000;

/**
 * What the runs of a results directory of `opset run` gave, by seed as text. Empty where the directory is something
 * else, is of another version of the model, or was changed since: such runs are done again.
 *
 * @param patterns measures to keep
 */
export function recordedRuns(directory: string, patterns: readonly string[]): Map<string, CompletedRun> {
  const runs = new Map<string, CompletedRun>();
  if (!isResults(directory)) return runs;
  const manifest = readManifest(directory);
  const changed = changedFiles(directory, manifest);
  const isWhole = !changed.includes('measures.csv') && !changed.includes('design.csv');
  if (!('scenario' in manifest) || manifest.model !== modelVersion || !isWhole) return runs;
  const seeds = rowsOf(join(directory, 'design.csv'));
  const measures = rowsOf(join(directory, 'measures.csv'));
  const isKept = measureMatcher(patterns);
  const bySeed = new Map<
    string,
    Pick<CompletedRun, 'seed'> & { measures: MeasureSchema[]; values: (number | null)[] }
  >();
  for (const { replicate, seed } of seeds) {
    if (replicate !== undefined && seed !== undefined)
      bySeed.set(replicate, { seed: cellText(seed) ?? '', measures: [], values: [] });
  }
  for (const { replicate, measure, unit, value, meaning, better, aggregation } of measures) {
    if (measure === undefined || !isKept(measure)) continue;
    const run = bySeed.get(replicate ?? '');
    run?.measures.push({
      name: measure,
      unit: unit ?? '',
      meaning: meaning ?? '',
      better: better ?? '',
      aggregation: aggregation ?? null,
    });
    run?.values.push(value === undefined || value === '' ? null : Number(value));
  }
  for (const run of bySeed.values()) runs.set(String(run.seed), { key: '', ...run });
  return runs;
}

/** Rows of a CSV by column name; none where it cannot be read. */
function rowsOf(path: string): Partial<Record<string, string>>[] {
  const problems: InputProblem[] = [];
  const source = readSource(path, LARGEST_BYTES, problems);
  const table = source && parseCsv(source, problems);
  if (table === undefined) return [];
  const { header, lines } = table;
  return lines.map(({ cells }) => Object.fromEntries(header.map((name, index) => [name, cells[index]])));
}
