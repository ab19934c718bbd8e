import { dirname, isAbsolute, resolve } from 'node:path';
import { problemsOf } from '../../../sim/scenario/index.ts';
import { largestScenarioBytes, mapAdvice } from '../../input/extends.ts';
import { locateProblems } from '../../input/locate-problems.ts';
import { applyOverrides, parsePath, replaceAt } from '../../input/override.ts';
import { embedPopulations } from '../../input/population-csv.ts';
import { type InputProblem, type Reading, sortProblems } from '../../input/problem.ts';
import { readSource } from '../../input/read-source.ts';
import { readTree } from '../../input/scenario-file.ts';
import { schemaLookup } from '../../input/schema-lookup.ts';
import { descend, locate, type MapTree, plainMap, treeOf } from '../../input/tree.ts';
import { parseYaml } from '../../input/yaml.ts';
import { measureMatcher } from '../../runs/measure-pattern.ts';
import { type Expression, parseExpression } from '../factors/expression.ts';
import type { Factor } from '../factors/factor.ts';
import type { ReplicateRule, Study } from '../study.ts';
import { checkDesign, checkRejected } from './check-design.ts';
import { type AddProblem, readFactors, refuseUnknown } from './read-factors.ts';
import { StudyFile, writtenValue } from './study-schema.ts';

/**
 * Reads a study file and the scenario that it names. Points are not looked at: see {@link checkPoints}.
 *
 * @param overrides changes of the scenario (`path=value`), after those of the file
 * @param design in place of the file's
 */
export function readStudy(
  path: string,
  overrides: readonly string[] = [],
  design?: Readonly<Record<string, unknown>>,
): Reading<Study> {
  const problems: InputProblem[] = [];
  const fail = (): Reading<Study> => ({ ok: false, problems: sortProblems(problems) });
  const given = readStudyTree(path, problems);
  if (given === undefined) return fail();
  const tree = design === undefined ? given : withDesign(given, design);
  const written = plainMap(tree);
  const parsed = StudyFile.safeParse(written);
  if (!parsed.success) {
    const found = parsed.error.issues.flatMap(problemsOf);
    problems.push(...locateProblems('study', schemaLookup(StudyFile), tree, found));
    return fail();
  }
  const file = parsed.data;
  const base = readBase(path, tree, file, overrides, problems);
  if (base === undefined) return fail();
  const refuse: AddProblem = (at, message, help) => {
    problems.push({ at: locate(tree, at), message, ...(help !== undefined && { help }) });
  };
  const factors = readFactors(file, written.factors as Readonly<Record<string, unknown>>, refuse);
  checkPaths(base, factors, refuse);
  const constraints = readConstraints(file, factors, refuse);
  if (problems.length === 0) checkDesign(file, factors, refuse);
  const replicates = readReplicates(file, refuse);
  if (problems.length > 0) return fail();
  const { name, description, measures, tables, objective } = file;
  const shown = { name, description, factors, constraints, replicates, measures, tables, objective };
  const study: Study = { ...shown, design: file.design, seed: seedOf(base), tree, base };
  checkRejected(study, refuse);
  return problems.length > 0 ? fail() : { ok: true, value: study };
}

/** How a place in a scenario is named. */
const writePath = 'write path.to.key, as for --set';

function readStudyTree(path: string, problems: InputProblem[]): MapTree | undefined {
  const source = readSource(path, largestScenarioBytes, problems);
  const tree = source && parseYaml(source, problems, 'study');
  if (source === undefined || tree === undefined) return undefined;
  const at = { source, start: 0, end: 0 };
  if (tree.kind !== 'map') {
    problems.push({ at, message: 'invalid study: it must be a map of keys and values', help: mapAdvice });
    return undefined;
  }
  const isScenario = ['avss', 'extends'].some(key => tree.entries.has(key));
  if (isScenario && !tree.entries.has('factors')) {
    const help = 'a study names a scenario (scenario: FILE) and the factors that it varies';
    problems.push({ at, message: 'invalid study: this is a scenario', help });
    return undefined;
  }
  return tree;
}

function withDesign(tree: MapTree, design: Readonly<Record<string, unknown>>): MapTree {
  return { ...tree, entries: new Map(tree.entries).set('design', treeOf(design, locate(tree, ['design']))) };
}

/** The scenario with everything that holds at all points. */
function readBase(
  path: string,
  tree: MapTree,
  file: StudyFile,
  overrides: readonly string[],
  problems: InputProblem[],
): MapTree | undefined {
  const blame = locate(tree, ['scenario']);
  if (isAbsolute(file.scenario)) {
    const message = 'invalid scenario: write the path of a file, from the folder of this one';
    problems.push({ at: blame, message });
    return undefined;
  }
  let base = readTree(resolve(dirname(path), file.scenario), problems, blame);
  if (base?.entries.has('factors')) {
    problems.push({
      at: blame,
      message: 'invalid scenario: this is a study',
      help: 'name the scenario itself',
    });
    return undefined;
  }
  const set = tree.entries.get('set');
  if (base !== undefined && file.seed !== undefined) {
    base = replaceAt(base, ['seed'], treeOf(file.seed, locate(tree, ['seed'])), problems);
  }
  for (const [text, value] of set?.kind === 'map' ? set.entries : []) {
    const steps = base && parsePath(base, text);
    if (base === undefined) break;
    if (steps === undefined)
      problems.push({ at: value.key ?? value.at, message: `invalid path: ${text}`, help: writePath });
    else base = replaceAt(base, steps, value, problems) ?? base;
  }
  return base && embedPopulations(applyOverrides(base, overrides, problems), problems);
}

/** Every path must lead to a place in the scenario, each for one factor. */
function checkPaths(base: MapTree, factors: readonly Factor[], refuse: AddProblem): void {
  const taken = new Map<string, string>();
  for (const { name, paths } of factors) {
    for (const [index, text] of paths.entries()) {
      const at = ['factors', name, 'path', ...(paths.length > 1 ? [index] : [])];
      const steps = parsePath(base, text);
      const key = JSON.stringify(steps);
      const other = taken.get(key);
      if (steps === undefined) refuse(at, `invalid path: ${text}`, writePath);
      else if (other !== undefined) {
        refuse(at, `duplicate path: ${text} is changed by ${other}`, 'give it to one of the two');
      } else if (steps[0] === 'seed') {
        refuse(at, 'invalid path: seed', 'replicates have seeds of their own: write replicates');
      } else if (steps.includes('csv')) {
        refuse(at, `invalid path: ${text}`, 'a study cannot change how a CSV is read');
      } else {
        const problems: InputProblem[] = [];
        replaceAt(base, steps, treeOf(0, base.at), problems);
        for (const { message, help } of problems) refuse(at, message, help);
      }
      taken.set(key, name);
    }
  }
}

function readConstraints(file: StudyFile, factors: readonly Factor[], refuse: AddProblem): Expression[] {
  return file.constraints.flatMap((text, index) => {
    const complain = (message: string, help?: string) => refuse(['constraints', index], message, help);
    try {
      const expression = parseExpression(text);
      if (expression.kind === 'number')
        complain(`invalid constraint: ${text}`, 'write a condition, such as a > 1');
      else if (!refuseUnknown(expression, factors, Object.keys(file.factors), complain)) return [expression];
    } catch (error) {
      complain(error instanceof Error ? error.message : String(error));
    }
    return [];
  });
}

function readReplicates({ replicates, measures }: StudyFile, refuse: AddProblem): ReplicateRule {
  if (typeof replicates === 'number') return { least: replicates, most: replicates, until: null };
  const { until, least, most } = replicates;
  if (least > most) {
    refuse(['replicates', 'most'], `invalid most: ${most} is below least, ${least}`, 'raise it');
  }
  if (!measureMatcher(measures)(until.measure)) {
    const help = 'add it to measures: what is not kept cannot be looked at';
    refuse(['replicates', 'until', 'measure'], `invalid measure: ${until.measure} is not kept`, help);
  }
  const isRelative = typeof until.halfWidth === 'string';
  const halfWidth = writtenValue(until.halfWidth);
  return { least, most, until: { measure: until.measure, halfWidth, isRelative } };
}

function seedOf(base: MapTree): number | string {
  const seed = descend(base, ['seed']);
  const value = seed?.kind === 'scalar' ? seed.value : 1;
  return typeof value === 'string' ? value : Number(value);
}
