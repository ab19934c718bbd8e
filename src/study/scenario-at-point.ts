import { knownMeasures } from '../../sim/measures/summary/known-measures.ts';
import { parsePath, replaceAt } from '../input/override.ts';
import {
  type InputProblem,
  locationText,
  type Origin,
  type Reading,
  sortProblems,
} from '../input/problem.ts';
import { type ReadScenario, resolveScenario } from '../input/scenario-file.ts';
import { didYouMean } from '../input/suggest.ts';
import { descend, type KeyPath, locate, type MapTree, type Tree, treeOf } from '../input/tree.ts';
import type { DesignPoints } from './designs/points.ts';
import { type Factor, type Level, levelText } from './factors/factor.ts';
import type { DesignPoint, Study } from './study.ts';

/** The scenario of a point, or its problems: located at the levels in the study file that cause them, with the point named. */
export function scenarioAtPoint(study: Study, point: DesignPoint): Reading<ReadScenario> {
  const problems: InputProblem[] = [];
  let tree: MapTree = study.base;
  for (const factor of study.factors) {
    for (const path of factor.paths) {
      tree =
        replaceAt(tree, parsePath(tree, path)!, settingTree(study, factor, point, path), problems) ?? tree;
    }
  }
  const reading = resolveScenario(tree, problems);
  if (reading.ok) return reading;
  const where = pointText(study, point);
  return {
    ok: false,
    problems: reading.problems.map(problem => ({
      ...problem,
      ...adviceOn(study, problem),
      message: `${problem.message} (${where})`,
    })),
  };
}

/** Help for a problem that a factor's spread is the cause of: fractions of a range, or numbers below 0 of a distribution. */
function adviceOn({ tree, factors }: Study, { at, message }: InputProblem): Pick<InputProblem, 'help'> {
  for (const { name, spread } of factors) {
    const { start } = locate(tree, ['factors', name, spread.kind]);
    if (start !== at.start) continue;
    if (spread.kind === 'range' && !spread.isInteger && /\bexpected int\b/.test(message)) {
      return { help: 'write integer: true beside the range' };
    }
    const { quantity } = spread.kind === 'distribution' ? spread : { quantity: 0 };
    if (typeof quantity === 'object' && 'normal' in quantity && quantity.min === undefined) {
      return {
        help: 'this normal distribution has no bounds: write min and max beside it where it needs them',
      };
    }
  }
  return {};
}

/** A point for people: its number and the levels of its factors. */
function pointText({ factors }: Study, { index, levels }: DesignPoint): string {
  return `point ${index}: ${factors.map(factor => `${factor.name} ${levelText(factor, levels[factor.name]!)}`).join(', ')}`;
}

/**
 * Problems of all points of a study, before any of them is run. A problem that many points have is listed once, for the
 * first of them, with the number of the others.
 */
export function checkPoints(study: Study, points: Iterable<DesignPoint>): InputProblem[] {
  const found = new Map<string, { problem: InputProblem; others: number }>();
  const headline = headlineCheck(study);
  for (const point of points) {
    const reading = scenarioAtPoint(study, point);
    if (reading.ok) {
      headline.see(reading.value);
      continue;
    }
    const where = ` (${pointText(study, point)})`;
    for (const problem of reading.problems) {
      const key = `${locationText(problem.at)} ${problem.message.replace(where, '')}`;
      const known = found.get(key);
      if (known === undefined) found.set(key, { problem, others: 0 });
      else known.others++;
    }
  }
  const located = [...found.values()].map(({ problem, others }) => {
    if (others === 0) return problem;
    const more = `and ${others} more ${others === 1 ? 'point' : 'points'}`;
    return { ...problem, message: `${problem.message} ${more}` };
  });
  return sortProblems([...located, ...headline.problems()]);
}

/** Finds headline measures of a study that no point has among those seen; of none seen there is nothing to say. */
function headlineCheck({ headline, tree }: Study) {
  const missing = new Map(headline.map(({ measure }, index) => [measure, index]));
  let known: readonly string[] = [];
  return {
    see({ scenario }: ReadScenario): void {
      if (missing.size === 0) return;
      known = knownMeasures(scenario);
      for (const measure of [...missing.keys()]) if (known.includes(measure)) missing.delete(measure);
    },
    problems: (): readonly InputProblem[] =>
      known.length === 0
        ? []
        : [...missing].map(([measure, index]) => ({
            at: locate(tree, ['headline', index, 'measure']),
            message: `unknown measure: ${measure}`,
            help: didYouMean(measure, known) ?? 'summary.csv of a run lists all measures',
          })),
  };
}

/** What to warn of at the first point of a study, whose scenarios can be run. */
export function studyWarnings(study: Study, points: DesignPoints): readonly InputProblem[] {
  const [first] = points;
  const reading = first && scenarioAtPoint(study, first);
  return reading?.ok ? (reading.warnings ?? []) : [];
}

/** A level as a part of the scenario, located where the study file gives it. */
function settingTree({ tree, design }: Study, factor: Factor, point: DesignPoint, path: string): Tree {
  const level = point.levels[factor.name]!;
  const key = locate(tree, ['factors', factor.name, 'path']);
  const written = descend(tree, levelPath(factor, level, point, design.kind));
  if (Object.hasOwn(factor.values, String(level)) && written !== undefined) return { ...written, key };
  const at: Origin = (written ?? descend(tree, ['factors', factor.name]) ?? tree).at;
  return treeOf(point.settings[path], at, key);
}

/** The path in the study file at which a level is given. */
function levelPath(
  { name, spread, values }: Factor,
  level: Level,
  { index }: DesignPoint,
  design: string,
): KeyPath {
  if (design === 'points' && spread.kind !== 'tied') {
    return Object.keys(values).length > 0
      ? ['factors', name, 'levels', String(level)]
      : ['design', 'points', index, name];
  }
  switch (spread.kind) {
    case 'levels':
      return Object.keys(values).length > 0
        ? ['factors', name, 'levels', String(level)]
        : ['factors', name, 'levels', spread.levels.indexOf(level)];
    case 'tied':
      return ['factors', name, 'is'];
    default:
      return ['factors', name, spread.kind];
  }
}
