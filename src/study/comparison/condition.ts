import { type Expression, type NameReference, parseExpression } from '../factors/expression.ts';
import type { MeasureComparison } from './paired-comparison.ts';

/** The figures of a comparison by the function that a condition applies to the measure; a bare name stands for `b`. */
const figures: Readonly<Record<string, (comparison: MeasureComparison) => number | null>> = {
  a: ({ meanA }) => meanA,
  b: ({ meanB }) => meanB,
  difference: ({ difference }) => difference,
  low: ({ interval }) => interval?.[0] ?? null,
  high: ({ interval }) => interval?.[1] ?? null,
};

/** The result of a condition on a comparison. */
export interface ConditionResult {
  readonly condition: string;
  /** Whether it holds; null where a measure in it has no value. */
  readonly holds: boolean | null;
  /** The value of each name in it. */
  readonly values: readonly { readonly name: string; readonly value: number | null }[];
}

/**
 * Reads a condition on a comparison, such as `inference.heavy.coverage.p05 < 0.95`: a measure's mean in B, or
 * `a(measure)`, `difference(measure)` as B less A, and `low` and `high` as the ends of the interval of that. Throws when the
 * text is no condition.
 */
export function parseCondition(text: string): Expression {
  const expression = parseExpression(text, Object.keys(figures));
  if (expression.kind === 'condition') return expression;
  throw new Error(`invalid condition: ${text} (compare it with something, as in x < 1)`);
}

/** Evaluates a condition on the comparisons of measures. */
export function evaluateCondition(
  expression: Expression,
  comparisons: readonly MeasureComparison[],
): ConditionResult {
  const figureOf = ({ of, name }: NameReference): number | null => {
    const comparison = comparisons.find(({ measure }) => measure === name);
    return comparison === undefined ? null : figures[of ?? 'b']!(comparison);
  };
  const result = expression.evaluate(figureOf);
  return {
    condition: expression.text,
    holds: result === null ? null : result === 1,
    values: expression.references.map(reference => ({
      name: reference.of === null ? reference.name : `${reference.of}(${reference.name})`,
      value: figureOf(reference),
    })),
  };
}
