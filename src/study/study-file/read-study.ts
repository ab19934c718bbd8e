import { problemsOf } from '../../../sim/scenario/index.ts';
import { largestScenarioBytes, mapAdvice } from '../../input/extends.ts';
import { locateProblems } from '../../input/locate-problems.ts';
import { type InputProblem, type Reading, sortProblems } from '../../input/problem.ts';
import { readSource } from '../../input/read-source.ts';
import { schemaLookup } from '../../input/schema-lookup.ts';
import { descend, locate, type MapTree, plainMap, treeOf } from '../../input/tree.ts';
import { parseYaml, studyKind } from '../../input/yaml.ts';
import { measureMatcher } from '../../runs/measure-pattern.ts';
import { type Expression, parseExpression } from '../factors/expression.ts';
import type { Factor } from '../factors/factor.ts';
import { writtenValue } from '../factors/written-number.ts';
import type { ReplicateRule, Study } from '../study.ts';
import { type AddProblem, type AddProblemHere, problemAdder } from './add-problem.ts';
import { checkFactorPaths, readBaseScenario } from './base-scenario.ts';
import { checkDesign, checkRejected } from './check-design.ts';
import { readFactors } from './read-factors.ts';
import { StudyFile } from './study-schema.ts';
import { addUnknownNames } from './tied-factors.ts';

/**
 * Reads a study file and the scenario that it names. The scenarios of its points are not checked: see
 * {@link checkPoints}.
 *
 * @param path path of the study file
 * @param overrides changes of the scenario (`path=value`), after those of the file
 * @param design a design in place of the file's
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
  const base = readBaseScenario({ path, tree, file, overrides }, problems);
  if (base === undefined) return fail();
  const addProblem = problemAdder(tree, problems);
  const factors = readFactors(file, written.factors as Readonly<Record<string, unknown>>, addProblem);
  checkFactorPaths(base, factors, addProblem);
  const constraints = readConstraints(file, factors, addProblem);
  if (problems.length === 0) checkDesign(file, factors, addProblem);
  const replicates = readReplicates(file, addProblem);
  checkHeadline(file, addProblem);
  if (problems.length > 0) return fail();
  const { name, description, measures, tables, objective, headline = [] } = file;
  const read = { name, description, factors, constraints, replicates, measures, tables, objective, headline };
  const study: Study = { ...read, design: file.design, seed: seedOf(base), tree, base };
  checkRejected(study, addProblem);
  return problems.length > 0 ? fail() : { ok: true, value: study };
}

/** The YAML of a study file; undefined, with a problem, where it is no map or a scenario. */
function readStudyTree(path: string, problems: InputProblem[]): MapTree | undefined {
  const source = readSource(path, largestScenarioBytes, problems);
  const tree = source && parseYaml(source, problems, studyKind);
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

function readConstraints(file: StudyFile, factors: readonly Factor[], addProblem: AddProblem): Expression[] {
  return file.constraints.flatMap((text, index) => {
    const addHere: AddProblemHere = (message, help) => addProblem(['constraints', index], message, help);
    try {
      const expression = parseExpression(text);
      if (expression.kind === 'number')
        addHere(`invalid constraint: ${text}`, 'write a condition, such as a > 1');
      else if (!addUnknownNames(expression, factors, Object.keys(file.factors), addHere)) return [expression];
    } catch (error) {
      addHere(error instanceof Error ? error.message : String(error));
    }
    return [];
  });
}

function readReplicates({ replicates, measures }: StudyFile, addProblem: AddProblem): ReplicateRule {
  if (typeof replicates === 'number') return { least: replicates, most: replicates, until: null };
  const { until, least, most } = replicates;
  if (least > most) {
    addProblem(['replicates', 'most'], `invalid most: ${most} is below least, ${least}`, 'raise it');
  }
  if (!measureMatcher(measures)(until.measure)) {
    const help = 'add it to measures: what is not kept cannot be looked at';
    addProblem(['replicates', 'until', 'measure'], `invalid measure: ${until.measure} is not kept`, help);
  }
  const isRelative = typeof until.halfWidth === 'string';
  const halfWidth = writtenValue(until.halfWidth);
  return { least, most, until: { measure: until.measure, halfWidth, isRelative } };
}

/** Adds a problem for each headline measure that the study does not keep. */
function checkHeadline({ headline = [], measures }: StudyFile, addProblem: AddProblem): void {
  const isKept = measureMatcher(measures);
  for (const [index, { measure }] of headline.entries()) {
    if (isKept(measure)) continue;
    const help = 'add it to measures: what is not kept cannot be looked at';
    addProblem(['headline', index, 'measure'], `invalid measure: ${measure} is not kept`, help);
  }
}

function seedOf(base: MapTree): number | string {
  const seed = descend(base, ['seed']);
  const value = seed?.kind === 'scalar' ? seed.value : 1;
  return typeof value === 'string' ? value : Number(value);
}
