import { join } from 'node:path';
import { stringify } from 'yaml';
import { modelVersion } from '../../../sim/version.ts';
import { plainMap } from '../../input/tree.ts';
import { writeFileWhole } from '../../results/folder.ts';
import { writeResolvedScenario } from '../../results/resolved-scenario.ts';
import { contentHash } from '../../results/results-directory.ts';
import type { Study } from '../study.ts';

/**
 * Digest that names a study's results directory: of the version of the model, the scenario, and the study file without
 * replicates, description, question, headline and objective. A command that asks for more replicates thus finds the runs of the first.
 */
export function studyHash({ tree, base }: Study): string {
  const { scenario, set, seed, replicates, description, question, headline, objective, ...rest } =
    plainMap(tree);
  return contentHash([modelVersion, rest, plainMap(base)]);
}

/**
 * Digest that names a search's results directory: of the study, its objective and the objective's constraints.
 * Two searches of one study thus stand side by side, and one with a larger budget finds the runs of the smaller.
 */
export function searchHash(study: Study): string {
  return contentHash([studyHash(study), { ...study.objective, budget: null }]);
}

/**
 * Writes a study that needs no other files: `study.yaml`, and beside it `scenario.yaml`, the scenario that it changes,
 * with its populations.
 */
export function writeResolvedStudy(directory: string, study: Study): void {
  const { set, seed, ...rest } = plainMap(study.tree);
  const { least, until } = study.replicates;
  const written = { ...rest, scenario: 'scenario.yaml', ...(until === null && { replicates: least }) };
  writeResolvedScenario(directory, plainMap(study.base));
  const path = join(directory, 'study.yaml');
  writeFileWhole(path, stringify(written, { lineWidth: 0, aliasDuplicateObjects: false }));
}
