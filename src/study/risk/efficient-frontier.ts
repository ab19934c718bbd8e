import { mean } from 'd3';
import type { Model } from 'highs';
import { tailLoss } from './risk-figures.ts';

/** A portfolio on the efficient frontier. */
export interface EfficientPortfolio {
  /** Weight of each choice, in their order; they add up to 1. */
  readonly weights: readonly number[];
  /** Mean net return, and conditional value at risk of the net loss: fractions of stake a year. */
  readonly mean: number;
  readonly tail: number;
}

/** Weights below this are set to 0: they are the solver's rounding. */
const LEAST_WEIGHT = 1e-9;

/**
 * Portfolios without short positions that have the least conditional value at risk for their mean return, from the
 * safest to the one that earns most: the linear program of Rockafellar and Uryasev (2000), solved for evenly spaced
 * means (HiGHS).
 *
 * @param losses net loss of each choice, `[choice][replicate]`, in fractions of stake a year
 * @param level probability at which the tail begins, such as 0.95
 * @param points number of portfolios, at least 2; the result is one where all choices earn the same
 * @throws when the solver fails
 */
export async function efficientFrontier(
  losses: readonly (readonly number[])[],
  level: number,
  points: number,
): Promise<EfficientPortfolio[]> {
  const { default: loader } = await import('highs');
  // The package declares the types of its CommonJS entry for the ES module too.
  const load = loader as unknown as typeof import('highs')['default'];
  const highs = await load();
  const means = losses.map(all => -mean(all)!);
  // Unscaled, returns of a few per cent would come near the solver's tolerances.
  const scale = Math.max(...losses.flat().map(Math.abs)) || 1;
  return highs.withModel(linearProgram({ losses, means, scale, level, infinity: highs.infinity }), model => {
    model.options.set('output_flag', false);
    const safestEarning = (least: number): EfficientPortfolio => {
      model.changeRowBounds(MEAN_ROW, least / scale, highs.infinity);
      model.run();
      if (model.getModelStatus() !== highs.constants.modelStatus.optimal) {
        throw new Error(`failed linear program: status ${model.getModelStatus()}`);
      }
      return portfolioOf(weightsOf(model, losses.length), losses, means);
    };
    const safest = safestEarning(-highs.infinity);
    const most = Math.max(...means);
    if (!(most - safest.mean > LEAST_WEIGHT * scale)) return [safest];
    const steps = Array.from({ length: points - 1 }, (_, i) => (i + 1) / (points - 1));
    return [safest, ...steps.map(step => safestEarning(safest.mean + step * (most - safest.mean)))];
  });
}

/** Row of the linear program that bounds the mean return from below. */
const MEAN_ROW = 1;

/**
 * The linear program of Rockafellar and Uryasev (J. Risk 2(3), 2000): minimise z + sum(u) / ((1 - level) N) with
 * u >= loss - z and u >= 0 over all N replicates, weights that add up to 1, and a mean return that is bounded from
 * below. Columns: the weights, z, each u. Rows: the sum of weights, the mean return, then one for each replicate.
 */
function linearProgram({
  losses,
  means,
  scale,
  level,
  infinity,
}: {
  readonly losses: readonly (readonly number[])[];
  readonly means: readonly number[];
  readonly scale: number;
  readonly level: number;
  readonly infinity: number;
}) {
  const [choices, replicates] = [losses.length, losses[0]!.length];
  const columns = choices + 1 + replicates;
  const starts = [0, choices, 2 * choices];
  const indices = [...losses.keys(), ...losses.keys()];
  const values = [...losses.map(() => 1), ...means.map(value => value / scale)];
  for (let replicate = 0; replicate < replicates; replicate++) {
    indices.push(...losses.keys(), choices, choices + 1 + replicate);
    values.push(...losses.map(all => -all[replicate]! / scale), 1, 1);
    starts.push(indices.length);
  }
  const rows = 2 + replicates;
  const byColumn = (of: (column: number) => number) =>
    Float64Array.from({ length: columns }, (_, i) => of(i));
  const byRow = (of: (row: number) => number) => Float64Array.from({ length: rows }, (_, i) => of(i));
  return {
    numCols: columns,
    numRows: rows,
    colCost: byColumn(i => (i < choices ? 0 : i === choices ? 1 : 1 / ((1 - level) * replicates))),
    colLower: byColumn(i => (i === choices ? -infinity : 0)),
    colUpper: byColumn(i => (i < choices ? 1 : infinity)),
    rowLower: byRow(i => (i === 0 ? 1 : i === MEAN_ROW ? -infinity : 0)),
    rowUpper: byRow(i => (i === 0 ? 1 : infinity)),
    matrix: {
      format: 'csr' as const,
      numRows: rows,
      numCols: columns,
      starts: Int32Array.from(starts),
      indices: Int32Array.from(indices),
      values: Float64Array.from(values),
    },
  };
}

/** The weights of the solution: without the solver's rounding, and adding up to 1. */
function weightsOf(model: Model, choices: number): number[] {
  const solution = model.getSolution().colValue.slice(0, choices);
  const raw = Array.from(solution, value => (value < LEAST_WEIGHT ? 0 : value));
  const total = raw.reduce((sum, value) => sum + value, 0);
  return raw.map(value => value / total);
}

/** A portfolio with its mean and tail computed from the replicates, rather than as the solver rounded them. */
function portfolioOf(
  weights: readonly number[],
  losses: readonly (readonly number[])[],
  means: readonly number[],
): EfficientPortfolio {
  const mixed = losses[0]!.map((_, replicate) =>
    weights.reduce((sum, weight, i) => sum + weight * losses[i]![replicate]!, 0),
  );
  return {
    weights,
    mean: weights.reduce((sum, weight, i) => sum + weight * means[i]!, 0),
    tail: tailLoss(mixed),
  };
}
