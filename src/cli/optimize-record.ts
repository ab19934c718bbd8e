import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeManifest } from '../files/manifest.ts';
import { formats, openTable } from '../files/table-file.ts';
import { analysisReport } from '../report/analysis.ts';
import { searchChart } from '../report/charts/search.ts';
import { many } from '../report/format.ts';
import type { Optimisation } from '../study/search/optimise.ts';
import type { Candidate, Found } from '../study/search/problem.ts';
import { candidateCells, candidateTable } from '../study/search/tables.ts';
import { foundText, plain } from './optimize-text.ts';

/**
 * Writes what a search found: `candidates.csv`, `front.csv`, `columns.json`, the chart of the search, its page, and last
 * the manifest.
 *
 * @param units of the objectives
 */
export async function writeFound(
  directory: string,
  optimisation: Optimisation,
  found: Found,
  units: readonly string[],
  facts: { readonly argv: readonly string[]; readonly hash: string },
): Promise<void> {
  const { study, goals } = optimisation;
  const all = await formats(false);
  const tables = {
    candidates: candidateTable('candidates', study, goals),
    front: candidateTable('front', study, goals),
  };
  const rows = new Map<string, number>();
  const write = (name: keyof typeof tables, candidates: readonly Candidate[]): void => {
    const file = openTable(directory, tables[name], all);
    for (const candidate of candidates) file.write(candidateCells(optimisation, candidate));
    for (const [path, count] of file.close()) rows.set(path, count);
  };
  write('candidates', found.candidates);
  write('front', found.front);
  const dictionary = Object.values(tables).map(table => ({ file: `${table.name}.csv`, ...table }));
  writeFileSync(join(directory, 'columns.json'), `${JSON.stringify({ tables: dictionary }, null, 2)}\n`);
  const chart = searchChart(optimisation, found, units);
  const { runs, candidates } = found;
  const { name, description, seed } = study;
  await analysisReport(directory, {
    name,
    kind: 'search',
    description,
    facts: `${many(candidates.length, 'setting')} · ${many(runs, 'run')} · seed ${seed}`,
    text: foundText(optimisation, found, i => units[i] ?? '', plain),
    charts: chart === undefined ? [] : [chart],
    files: [
      ...Object.values(tables).map(table => [`${table.name}.csv`, table.meaning] as const),
      ['columns.json', 'Every column, with unit and meaning'],
      ['study.yaml', 'What was searched for, and where'],
      ['scenario.yaml', 'The scenario that settings change'],
    ],
  });
  writeManifest(
    directory,
    {
      ...facts,
      seed: study.seed,
      study: study.name,
      points: candidates.length,
      shard: null,
      runs: { planned: runs, done: runs, failed: 0 },
    },
    rows,
  );
}
