import { knownMeasures } from '../../../sim/measures/summary/known-measures.ts';
import { type InputProblem, sortProblems } from '../../input/problem.ts';
import { didYouMean } from '../../input/suggest.ts';
import type { KeyPath } from '../../input/tree.ts';
import { measureMatcher } from '../../runs/measure-pattern.ts';
import { parseExpression } from '../factors/expression.ts';
import { scenarioAtPoint } from '../scenario-at-point.ts';
import type { DesignPoint, Study } from '../study.ts';
import { problemAdder } from './add-problem.ts';

/** A measure that a study names, or a pattern of measures, and where. */
interface NamedMeasure {
  readonly at: KeyPath;
  readonly name: string;
  /** Whether `*` in the name stands for any text. */
  readonly isPattern: boolean;
}

/**
 * Problems of the measures that a study names: of those to keep, of that until which replicates are repeated, and of
 * its objective. A measure exists where a run of any of the points can have it, as {@link knownMeasures} says without
 * a run. Formulas must be right, see {@link readGoals}.
 *
 * @param points whose scenarios are looked at, only as far as a name is not found yet
 */
export function unknownMeasures(study: Study, points: Iterable<DesignPoint>): InputProblem[] {
  return problemsOf(study, points, [
    ...keptMeasures(study),
    ...untilMeasure(study),
    ...objectiveMeasures(study),
  ]);
}

/**
 * Problems of the measures for which a study's runs would be of no use: none of those to keep exists, or not the one
 * until which replicates are repeated. Where some of those to keep exist, the others are only told of, by the runs.
 */
export function uselessMeasures(study: Study, points: Iterable<DesignPoint>): InputProblem[] {
  const chosen = [...points];
  const [kept, until] = [keptMeasures, untilMeasure].map(of => problemsOf(study, chosen, of(study)));
  return [...(kept!.length === study.measures.length ? kept! : []), ...until!];
}

/** Problems of the measures among some that no run of any of the points can have. */
function problemsOf(
  study: Study,
  points: Iterable<DesignPoint>,
  named: readonly NamedMeasure[],
): InputProblem[] {
  const known = new Set<string>();
  let missing = named;
  for (const point of points) {
    const reading = scenarioAtPoint(study, point);
    if (!reading.ok) continue;
    const here = knownMeasures(reading.value.scenario);
    for (const name of here) known.add(name);
    missing = missing.filter(measure => !isAmong(measure, here));
    if (missing.length === 0) return [];
  }
  const problems: InputProblem[] = [];
  const add = problemAdder(study.tree, problems);
  for (const { at, name, isPattern } of missing) {
    const message =
      isPattern && name.includes('*')
        ? `unknown measures: nothing is called ${name}`
        : `unknown measure: ${name}`;
    add(at, message, didYouMean(name, [...known]) ?? 'summary.csv of a run lists all measures');
  }
  return sortProblems(problems);
}

function isAmong({ name, isPattern }: NamedMeasure, known: readonly string[]): boolean {
  return isPattern ? known.some(measureMatcher([name])) : known.includes(name);
}

function keptMeasures({ measures }: Study): NamedMeasure[] {
  return measures.map((name, index) => ({ at: ['measures', index], name, isPattern: true }));
}

function untilMeasure({ replicates: { until } }: Study): NamedMeasure[] {
  if (until === null) return [];
  return [{ at: ['replicates', 'until', 'measure'], name: until.measure, isPattern: false }];
}

function objectiveMeasures({ objective }: Study): NamedMeasure[] {
  if (objective === undefined) return [];
  const goals = (['minimise', 'maximise'] as const).flatMap(key => {
    const formulas = objective[key];
    if (!Array.isArray(formulas)) return formulas === undefined ? [] : [{ at: [key], text: formulas }];
    return formulas.map((text, index) => ({ at: [key, index], text }));
  });
  const limits = objective.constraints.map(({ measure }, index) => ({
    at: ['constraints', index, 'measure'],
    text: measure,
  }));
  return [...goals, ...limits].flatMap(({ at, text }) => {
    const names = new Set(parseExpression(text).references.map(({ name }) => name));
    return [...names].map(name => ({ at: ['objective', ...at], name, isPattern: false }));
  });
}
