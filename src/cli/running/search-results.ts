import { analysisReport } from '../../report/analysis-page.ts';
import { searchChart } from '../../report/charts/analysis/search-chart.ts';
import { many } from '../../report/format.ts';
import { writeDictionary } from '../../results/run-tables.ts';
import { writeTable } from '../../results/tables/table-file.ts';
import { writeManifest } from '../../results/write-manifest.ts';
import { candidateCells, candidateTable } from '../../study/search/search-tables.ts';
import { type EndedSearch, plainHeading, searchText } from '../text/search-text.ts';

/**
 * Writes what a search found: `candidates.csv`, `front.csv`, `columns.json`, the chart of the search, its page, and
 * last the manifest. In the manifest the settings that were tried are its points, and no run counts as failed: a
 * search takes a failed run as one without values.
 *
 * @param facts the command, and the digest that names the results directory
 */
export async function writeSearchResults(
  directory: string,
  search: EndedSearch,
  facts: { readonly argv: readonly string[]; readonly hash: string },
): Promise<void> {
  const { optimisation, found, units } = search;
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
    text: searchText(search, plainHeading),
    charts: chart === undefined ? [] : [chart],
    tables: Object.values(tables),
    inputs: [
      ['study.yaml', 'What was searched for, and where'],
      ['scenario.yaml', 'The scenario that settings change'],
    ],
  });
  const ended = { planned: runs, done: runs, failed: 0 };
  writeManifest(
    directory,
    { ...facts, seed, study: name, points: candidates.length, shard: null, runs: ended },
    rows,
  );
}
