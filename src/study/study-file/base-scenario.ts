import { dirname, isAbsolute, resolve } from 'node:path';
import { applyOverrides, parsePath, replaceAt } from '../../input/override.ts';
import { embedPopulations } from '../../input/population-csv.ts';
import type { InputProblem } from '../../input/problem.ts';
import { readTree } from '../../input/scenario-file.ts';
import { locate, type MapTree, treeOf } from '../../input/tree.ts';
import type { Factor } from '../factors/factor.ts';
import type { AddProblem } from './add-problem.ts';
import type { StudyFile } from './study-schema.ts';

/** Advice where a path into the scenario cannot be read. */
const pathAdvice = 'write path.to.key, as for --set';

/** A study file as it was read, and what the command line changes in its scenario. */
export interface StudySource {
  /** Path of the study file, from the working directory. */
  readonly path: string;
  readonly tree: MapTree;
  readonly file: StudyFile;
  /** Changes of the scenario (`path=value`), after those of the file. */
  readonly overrides: readonly string[];
}

/**
 * Reads the scenario that a study changes, with everything that holds at all points: the seed and `set` of the file,
 * then the overrides; populations are embedded. Undefined, with problems, where it cannot be read.
 */
export function readBaseScenario(
  { path, tree, file, overrides }: StudySource,
  problems: InputProblem[],
): MapTree | undefined {
  const at = locate(tree, ['scenario']);
  if (isAbsolute(file.scenario)) {
    const message = 'invalid scenario: write the path of a file, from the folder of this one';
    problems.push({ at, message });
    return undefined;
  }
  let base = readTree(resolve(dirname(path), file.scenario), problems, at);
  if (base?.entries.has('factors')) {
    problems.push({ at, message: 'invalid scenario: this is a study', help: 'name the scenario itself' });
    return undefined;
  }
  if (base !== undefined && file.seed !== undefined) {
    base = replaceAt(base, ['seed'], treeOf(file.seed, locate(tree, ['seed'])), problems);
  }
  const set = tree.entries.get('set');
  for (const [text, value] of set?.kind === 'map' ? set.entries : []) {
    const steps = base && parsePath(base, text);
    if (base === undefined) break;
    if (steps === undefined)
      problems.push({ at: value.key ?? value.at, message: `invalid path: ${text}`, help: pathAdvice });
    else base = replaceAt(base, steps, value, problems) ?? base;
  }
  return base && embedPopulations(applyOverrides(base, overrides, problems), problems);
}

/** Adds a problem for every path of a factor that leads to no place in the scenario, or into or around that of another. */
export function checkFactorPaths(base: MapTree, factors: readonly Factor[], addProblem: AddProblem): void {
  const taken: { readonly name: string; readonly steps: readonly string[] }[] = [];
  for (const { name, paths } of factors) {
    for (const [index, text] of paths.entries()) {
      const at = ['factors', name, 'path', ...(paths.length > 1 ? [index] : [])];
      const steps = parsePath(base, text);
      const other = taken.find(one => steps !== undefined && areNested(one.steps, steps));
      if (steps === undefined) addProblem(at, `invalid path: ${text}`, pathAdvice);
      else if (other !== undefined) {
        const isSame = other.steps.length === steps.length;
        const message = isSame
          ? `duplicate path: ${text} is changed by ${other.name}`
          : `overlapping path: ${text} and what ${other.name} changes, ${other.steps.join('.')}`;
        addProblem(at, message, 'give it to one of the two');
      } else if (steps[0] === 'seed') {
        addProblem(at, 'invalid path: seed', 'replicates have seeds of their own: write replicates');
      } else if (steps.includes('csv')) {
        addProblem(at, `invalid path: ${text}`, 'a study cannot change how a CSV is read');
      } else {
        const problems: InputProblem[] = [];
        replaceAt(base, steps, treeOf(0, base.at), problems);
        for (const { message, help } of problems) addProblem(at, message, help);
      }
      if (steps !== undefined) taken.push({ name, steps });
    }
  }
}

/** Whether one of two paths leads through the other, or both to the same place: who changes one then changes the other. */
function areNested(a: readonly string[], b: readonly string[]): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.every((step, depth) => step === long[depth]);
}
