import { analysisReport } from '../../report/analysis.ts';
import { searchChart } from '../../report/charts/search.ts';
import { many } from '../../report/format.ts';
import { writeManifest } from '../../results/manifest.ts';
import { writeTable } from '../../results/table-file.ts';
import { writeDictionary } from '../../results/tables.ts';
import type { Optimisation } from '../../study/search/optimise.ts';
import type { Found } from '../../study/search/problem.ts';
import { candidateCells, candidateTable } from '../../study/search/tables.ts';
import { foundText, plain } from '../text/optimum.ts';

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
  const tables = {
    candidates: candidateTable('candidates', study, goals),
    front: candidateTable('front', study, goals),
  };
  const rows = new Map(
    (['candidates', 'front'] as const).flatMap(name => {
      const cells = found[name].map(candidate => candidateCells(optimisation, candidate));
      return [...writeTable(directory, tables[name], cells)];
    }),
  );
  writeDictionary(directory, Object.values(tables));
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
    tables: Object.values(tables),
    inputs: [
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
