import type { AttackModel } from './attack-model.ts';

/**
 * An upper bound on what attacks can bring: `weight` times their profit less their cost, over all sets of services that
 * contain some and leave out others. Needs of services have prices; at those of the paper's sufficient condition (each
 * service's profit) the bound is 0 exactly when that condition holds for every operator.
 */
export interface AttackBound {
  /**
   * Improves the prices for a few steps and returns the least bound met, in units of the model.
   *
   * @param chosen per service: 1 attacked, 0 undecided, -1 left out
   * @param weight of profits against costs
   * @param aim a bound that is low enough: the search stops there
   */
  improve(chosen: Int8Array, weight: number, aim: number, steps: number): number;
  /** What a service adds to the bound at the best prices of the last call; above 0 if attacking it seems to pay. */
  readonly surplus: Float64Array;
  /** Prices of the services' needs, kept from call to call: copy them to return to an earlier place of a search. */
  readonly prices: Float64Array;
}

/** The bound of a model, at the prices of the sufficient condition. */
export function attackBound({ targets, pieces, isDivisible }: AttackModel): AttackBound {
  const profits = Float64Array.from(targets, ({ profit }) => Number(profit));
  // Stake that divides costs no more than itself; a service that needs no stake costs nothing.
  const dearest = Float64Array.from(targets, ({ needed }) =>
    isDivisible || !(needed > 0) ? Number(needed) : Number.POSITIVE_INFINITY,
  );
  const prices = profits.map((profit, target) => Math.min(profit, dearest[target]!));
  const best = prices.slice();
  const surplus = new Float64Array(targets.length);
  const slope = new Float64Array(targets.length);
  const { starts, service, part, weights, stakes, isPartial } = pieceColumns(pieces, targets);

  /** Adds what pieces gain at the prices, and how the bound changes with them. */
  const addPieces = (chosen: Int8Array): number => {
    let total = 0;
    for (let piece = 0; piece < stakes.length; piece++) {
      let covered = 0;
      let apart = 0;
      for (let edge = starts[piece]!; edge < starts[piece + 1]!; edge++) {
        if (chosen[service[edge]!]! < 0) continue;
        const gain = prices[service[edge]!]! * part[edge]!;
        covered += gain;
        if (gain > weights[edge]!) apart += gain - weights[edge]!;
      }
      const gain = covered - stakes[piece]!;
      // One that loses only what attacked services can slash may do better by attacking a few.
      const isApart = isPartial[piece] === 1 && apart > gain;
      if (!(isApart ? apart > 0 : gain > 0)) continue;
      total += isApart ? apart : gain;
      for (let edge = starts[piece]!; edge < starts[piece + 1]!; edge++) {
        const at = service[edge]!;
        if (chosen[at]! < 0 || (isApart && prices[at]! * part[edge]! <= weights[edge]!)) continue;
        slope[at]! += part[edge]!;
      }
    }
    return total;
  };

  const improve = (chosen: Int8Array, weight: number, aim: number, steps: number): number => {
    let bound = Number.POSITIVE_INFINITY;
    let length = 1;
    for (let round = 0; round <= steps; round++) {
      let value = 0;
      for (let at = 0; at < profits.length; at++) {
        slope[at] = 0;
        if (chosen[at]! < 0) continue;
        const gain = weight * profits[at]! - prices[at]!;
        if (chosen[at] === 0 && gain <= 0) continue;
        value += gain;
        slope[at] = -1;
      }
      value += addPieces(chosen);
      if (value < bound) {
        bound = value;
        best.set(prices);
      } else length *= 0.8;
      let size = 0;
      for (const change of slope) size += change * change;
      if (bound <= aim || size < 1e-18) break;
      const step = (length * (value - aim)) / size;
      for (let at = 0; at < profits.length; at++)
        prices[at] = Math.min(dearest[at]!, Math.max(0, prices[at]! - step * slope[at]!));
    }
    prices.set(best);
    for (let at = 0; at < profits.length; at++) surplus[at] = weight * profits[at]! - best[at]!;
    return bound;
  };
  return { improve, surplus, prices };
}

/** Pieces as columns: their edges stand in rows, one piece after another. */
function pieceColumns(pieces: AttackModel['pieces'], targets: AttackModel['targets']) {
  const starts = new Int32Array(pieces.length + 1);
  for (const [index, { services }] of pieces.entries()) starts[index + 1] = starts[index]! + services.length;
  const edges = starts[pieces.length]!;
  const service = new Int32Array(edges);
  const part = new Float64Array(edges);
  const weights = new Float64Array(edges);
  const stakes = Float64Array.from(pieces, ({ stake }) => Number(stake));
  const isPartial = Uint8Array.from(pieces, piece => (piece.isWhole || piece.services.length === 1 ? 0 : 1));
  for (const [index, piece] of pieces.entries()) {
    for (const [edge, target] of piece.services.entries()) {
      const at = starts[index]! + edge;
      service[at] = target;
      weights[at] = Number(piece.weights[edge]!);
      part[at] = weights[at] / Number(targets[target]!.needed);
    }
  }
  return { starts, service, part, weights, stakes, isPartial };
}
