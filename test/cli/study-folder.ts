import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderWith, small } from '../input/folder.ts';

/** A folder with a study of a ten-day scenario: three budgets, two stakes, and as many replicates as said. */
export function studyFolder(replicates: number | string = 3, more = ''): string {
  return folderWith({
    'small.yaml': small.replace('horizon: 30d', 'horizon: 10d'),
    'study.yaml': `name: try
scenario: small.yaml
factors:
  budget: { path: avss.one.budget.usdPerWeek, levels: [500, 1000, 2000] }
  stake: { path: operators.ordinary.ownStake.eth, range: [5, 20], steps: 2 }
replicates: ${replicates}
${more}`,
  });
}

/**
 * The folder of a study whose runs fail at some points: the factor is the shape of a Pareto distribution of stake, whose
 * draws are near 1 at 1,000, and nearly all more than the protocol can hold at 0.01.
 */
export function failingStudy(replicates: number, levels: string): string {
  const folder = studyFolder(replicates);
  const replace = (file: string, from: string, to: string): void => {
    const path = join(folder, file);
    writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
  };
  replace('small.yaml', 'stake: { eth: 2 }', 'stake: { eth: { pareto: { minimum: 1, shape: 1000 } } }');
  replace('study.yaml', 'avss.one.budget.usdPerWeek', 'restakers.retail.stake.eth.pareto.shape');
  replace('study.yaml', '[500, 1000, 2000]', levels);
  return folder;
}

/** The tables of a results directory by file name. */
export function tablesIn(directory: string): Record<string, string> {
  const names = readdirSync(directory).filter(name => /\.(csv|json)$/.test(name) && name !== 'manifest.json');
  return Object.fromEntries(names.map(name => [name, readFileSync(join(directory, name), 'utf8')]));
}

/** Lines of a table under its header, as cells. */
export function linesOf(csv: string): string[][] {
  return csv
    .trimEnd()
    .split('\n')
    .slice(1)
    .map(line => line.split(','));
}
