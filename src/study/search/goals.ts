import { type InputProblem, type Reading, sortProblems } from '../../input/problem.ts';
import { assign, locate, treeOf } from '../../input/tree.ts';
import { type CompletedRun, measureOf } from '../../runs/job.ts';
import { type Expression, parseExpression } from '../factors/expression.ts';
import { differenceOf } from '../statistics/agreement.ts';
import type { Study } from '../study.ts';
import type { TrialOutcome } from './optimisation-problem.ts';

/** A figure that shall be small or large. */
export interface SearchGoal {
  readonly formula: Expression;
  /** 1 where less is better, -1 where more is. */
  readonly sign: 1 | -1;
}

/** A constraint on a figure. */
export interface SearchLimit {
  readonly formula: Expression;
  readonly bound: number;
  /** Whether the bound is the least or the most. */
  readonly sense: 'atLeast' | 'atMost';
  /** Fraction of the runs that must keep it; null where the mean over runs must. */
  readonly probability: number | null;
}

/** What a study looks for. */
export interface SearchGoals {
  readonly goals: readonly SearchGoal[];
  readonly limits: readonly SearchLimit[];
  /** Most runs. */
  readonly budget: number;
}

/** A study with another budget of runs for its search; unchanged where it has no objective. */
export function withBudget(study: Study, budget: number): Study {
  const { objective, tree } = study;
  if (objective === undefined) return study;
  const changed = assign(tree, ['objective', 'budget'], treeOf(budget, locate(tree, ['objective'])));
  return 'entries' in changed ? { ...study, objective: { ...objective, budget }, tree: changed } : study;
}

/** Reads the objective of a study. Its formulas are parsed; problems name the places where they are written. */
export function readGoals({ objective, tree }: Study): Reading<SearchGoals> {
  const problems: InputProblem[] = [];
  if (objective === undefined) {
    const help = 'write objective: { minimise: a.measure, constraints: [...] }';
    problems.push({ at: locate(tree, []), message: 'missing key: objective', help });
    return { ok: false, problems };
  }
  const formula = (text: string, at: readonly (string | number)[]): Expression | undefined => {
    const refuse = (message: string, help: string): undefined => {
      problems.push({ at: locate(tree, ['objective', ...at]), message, help });
    };
    try {
      const expression = parseExpression(text);
      if (expression.kind === 'condition')
        return refuse(
          `invalid formula: ${text} (it is a condition)`,
          'write a number; a condition is a constraint: { measure: ..., atLeast: ... }',
        );
      if (expression.references.length === 0)
        return refuse(
          `invalid formula: ${text} (it has no measure)`,
          'name one, as in the summary.csv of opset run',
        );
      return expression;
    } catch (error) {
      const help = 'put a name that has dashes or spaces in quotes';
      return refuse(error instanceof Error ? error.message : String(error), help);
    }
  };
  const goals = (['minimise', 'maximise'] as const).flatMap(key =>
    [objective[key] ?? []].flat().flatMap((text, index): SearchGoal[] => {
      const expression = formula(text, Array.isArray(objective[key]) ? [key, index] : [key]);
      return expression === undefined ? [] : [{ formula: expression, sign: key === 'minimise' ? 1 : -1 }];
    }),
  );
  const limits = objective.constraints.flatMap((limit, index): SearchLimit[] => {
    const { measure, atLeast, atMost, probability = null } = limit;
    const expression = formula(measure, ['constraints', index, 'measure']);
    if (expression === undefined) return [];
    const sense = atLeast === undefined ? 'atMost' : 'atLeast';
    return [{ formula: expression, bound: atLeast ?? atMost!, sense, probability }];
  });
  if (problems.length > 0) return { ok: false, problems: sortProblems(problems) };
  return { ok: true, value: { goals, limits, budget: objective.budget } };
}

/** Names of the measures in the formulas of goals and limits. */
export function measuresIn({ goals, limits }: SearchGoals): string[] {
  const all = [...goals, ...limits].flatMap(({ formula }) => formula.references.map(({ name }) => name));
  return [...new Set(all)];
}

/** The outcome of a run under goals and limits: objectives of which less is better, margins that are 0 or more where limits are kept. */
export function outcomeOf({ goals, limits }: SearchGoals, run: CompletedRun): TrialOutcome {
  const value = (formula: Expression): number =>
    formula.evaluate(({ name }) => measureOf(run, name)) ?? Number.NaN;
  return {
    objectives: goals.map(({ formula, sign }) => sign * value(formula)),
    margins: limits.map(({ formula, bound, sense }) =>
      sense === 'atLeast' ? differenceOf(value(formula), bound) : differenceOf(bound, value(formula)),
    ),
  };
}
