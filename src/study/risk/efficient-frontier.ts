import { mean } from 'd3';
import type { Model } from 'highs';
import { tailLoss } from './risk-figures.ts';

/** A portfolio on the efficient frontier. */
export interface EfficientPortfolio {
  /** Weight of each choice, in their order; they add up to 1. */
  readonly weights: readonly number[];
  /** Mean net return and conditional value at risk of the net loss, fractions a year. */
  readonly mean: number;
  readonly tail: number;
}

/** Weights that count as none: the solver's rounding. */
const DUST = 1e-9;

/**
 * Portfolios without short positions that have the least conditional value at risk for their mean return, from the
 * safest to the one that earns most: the linear program of Rockafellar and Uryasev (2000), min z + sum(u) / ((1 - level)
 * N) with u >= loss - z over all N replicates, solved for means evenly apart (HiGHS).
 *
 * @param losses net loss of each choice, `[choice][replicate]`
 * @param points how many, 2 at least; one where all choices earn the same
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
  // Returns of a few per cent would come near the solver's tolerances.
  const scale = Math.max(...losses.flat().map(Math.abs)) || 1;
  const [choices, replicates] = [losses.length, losses[0]!.length];
  const columns = choices + 1 + replicates;
  const inAll = (of: (column: number) => number) => Float64Array.from({ length: columns }, (_, i) => of(i));
  const starts = [0, choices, 2 * choices];
  const indices = [...losses.keys(), ...losses.keys()];
  const values = [...losses.map(() => 1), ...means.map(value => value / scale)];
  for (let replicate = 0; replicate < replicates; replicate++) {
    indices.push(...losses.keys(), choices, choices + 1 + replicate);
    values.push(...losses.map(all => -all[replicate]! / scale), 1, 1);
    starts.push(indices.length);
  }
  const rows = 2 + replicates;
  return highs.withModel(
    {
      numCols: columns,
      numRows: rows,
      colCost: inAll(i => (i < choices ? 0 : i === choices ? 1 : 1 / ((1 - level) * replicates))),
      colLower: inAll(i => (i === choices ? -highs.infinity : 0)),
      colUpper: inAll(i => (i < choices ? 1 : highs.infinity)),
      rowLower: Float64Array.from({ length: rows }, (_, i) => [1, -highs.infinity][i] ?? 0),
      rowUpper: Float64Array.from({ length: rows }, (_, i) => (i === 0 ? 1 : highs.infinity)),
      matrix: {
        format: 'csr',
        numRows: rows,
        numCols: columns,
        starts: Int32Array.from(starts),
        indices: Int32Array.from(indices),
        values: Float64Array.from(values),
      },
    },
    model => {
      model.options.set('output_flag', false);
      const best = (least: number): EfficientPortfolio => {
        model.changeRowBounds(1, least / scale, highs.infinity);
        model.run();
        if (model.getModelStatus() !== highs.constants.modelStatus.optimal) {
          throw new Error(`failed linear program: status ${model.getModelStatus()}`);
        }
        return efficient(weightsOf(model, choices), losses, means);
      };
      const safest = best(-highs.infinity);
      const most = Math.max(...means);
      if (!(most - safest.mean > DUST * scale)) return [safest];
      const steps = Array.from({ length: points - 1 }, (_, i) => (i + 1) / (points - 1));
      return [safest, ...steps.map(part => best(safest.mean + part * (most - safest.mean)))];
    },
  );
}

function weightsOf(model: Model, choices: number): number[] {
  const raw = Array.from(model.getSolution().colValue.slice(0, choices), value => (value < DUST ? 0 : value));
  const total = raw.reduce((sum, value) => sum + value, 0);
  return raw.map(value => value / total);
}

/** Mean and tail as they are in the replicates, rather than as the solver rounded them. */
function efficient(
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
