import type { SetId } from '../../../ids.ts';

/** A set that exposes accounts at an operator to slashes. */
export interface Exposure {
  readonly set: SetId;
  readonly avs: number;
  /** Part of the operator's stake that the set can slash. */
  readonly fraction: number;
  /** Variance of the yearly loss of one unit of allocation to the set. */
  readonly variance: number;
}

/**
 * What a curator may do with its accounts, which are all alike, and what it wants. Destinations are the operators, by
 * number, and after them outside restaking.
 */
export interface Mandate {
  readonly accounts: number;
  /** Whether accounts may be moved to a destination; from any they may leave. */
  readonly open: (destination: number) => boolean;
  /** Yearly return of a destination with this many accounts, less what the curator takes off for loss and tail. */
  readonly yieldOf: (destination: number, held: number) => number;
  /** Sets behind each destination, `[destination]`. */
  readonly exposures: readonly (readonly Exposure[])[];
  readonly riskAversion: number;
  /** Correlation of the losses of two operators in one set. */
  readonly correlation: number;
  /** Most accounts in each destination, `[destination]`, and most at operators that serve one AVS. */
  readonly most: readonly number[];
  readonly mostByAvs: number;
  /** Yearly return of an account below which it is not moved. */
  readonly inertia: number;
}

/** One account from one destination to another. */
export interface Transfer {
  readonly from: number;
  readonly to: number;
}

/** A transfer with the change that it makes to the accounts above caps (below 0 is better), and what it gains. */
interface RankedTransfer extends Transfer {
  readonly change: number;
  readonly gain: number;
}

/** Accounts over destinations, with the sums that caps and risk depend on. */
interface AccountSpread {
  readonly held: Int32Array;
  /** Accounts at operators that serve each AVS, `[avs]`. */
  readonly byAvs: readonly number[];
  /** Adds accounts to a destination, or takes them away. */
  add(destination: number, accounts: number): void;
  /** By how much a transfer changes the number of accounts above caps. */
  excess(from: number, to: number): number;
  /** What one account more (by 1) or less (by -1) in a destination is worth, all else as it is. */
  gainOf(destination: number, by: 1 | -1): number;
  /** Part of the gains of two moves, taken alone, that is had twice if both happen: the risk the destinations share. */
  shared(a: number, b: number): number;
  /** Most that `shared` can be. */
  readonly mostShared: number;
}

/**
 * Mean-variance rebalancing in whole accounts: the best transfer of one account, again and again, first by how far it
 * brings the portfolio under its caps, then by how much it raises w'y(w) - A/2 w'Sw (Markowitz 1952). Losses in one set
 * are correlated by c, losses in different sets not: S = c F'VF off the diagonal and F'VF on it, for exposures F and
 * variances V.
 *
 * @param held accounts in each destination; changed to what the transfers leave
 * @param free accounts that may be taken out of each destination
 * @param budget most transfers
 */
export function rebalance(mandate: Mandate, held: Int32Array, free: Int32Array, budget: number): Transfer[] {
  const movable = Int32Array.from(free);
  const spread = createSpread(mandate, held);
  const transfers: Transfer[] = [];
  while (transfers.length < budget) {
    const best = bestTransfer(mandate, spread, movable);
    if (best === undefined) break;
    const { from, to } = best;
    spread.add(from, -1);
    spread.add(to, 1);
    // What has moved once stays: it is on its way through the queue.
    movable[from]!--;
    transfers.push({ from, to });
  }
  return transfers;
}

function bestTransfer(
  mandate: Mandate,
  spread: AccountSpread,
  movable: Int32Array,
): RankedTransfer | undefined {
  const { accounts, open, most, mostByAvs } = mandate;
  const { held, byAvs, mostShared } = spread;
  const over = held.some((there, at) => there > most[at]!) || byAvs.some(there => there > mostByAvs);
  const least = mandate.inertia / accounts;
  const entering = Float64Array.from(held, (_, destination) =>
    open(destination) ? spread.gainOf(destination, 1) : Number.NEGATIVE_INFINITY,
  );
  let best: RankedTransfer | undefined;
  for (let from = 0; from < held.length; from++) {
    if (movable[from] === 0) continue;
    const leaving = spread.gainOf(from, -1);
    for (let to = 0; to < held.length; to++) {
      // A bound first: most pairs are not worth the look at what they share.
      const bound = entering[to]! + leaving + mostShared;
      if (to === from || (!over && bound <= (best?.gain ?? least))) continue;
      if (entering[to] === Number.NEGATIVE_INFINITY) continue;
      const change = spread.excess(from, to);
      if (change > 0) continue;
      const gain = entering[to]! + leaving + spread.shared(from, to);
      if (change === 0 && gain <= least) continue;
      if (best && (change > best.change || (change === best.change && gain <= best.gain))) continue;
      best = { from, to, change, gain };
    }
  }
  return best;
}

function createSpread(mandate: Mandate, held: Int32Array): AccountSpread {
  const { accounts, exposures, riskAversion, correlation, most, mostByAvs } = mandate;
  const avssOf = exposures.map(sets => [...new Set(sets.map(({ avs }) => avs))]);
  const own = exposures.map(sets =>
    sets.reduce((sum, { fraction, variance }) => sum + fraction * fraction * variance, 0),
  );
  const byAvs: number[] = [];
  const bySet: number[] = [];
  const add = (destination: number, by: number): void => {
    held[destination]! += by;
    for (const avs of avssOf[destination]!) byAvs[avs] = (byAvs[avs] ?? 0) + by;
    for (const { set, fraction } of exposures[destination]!)
      bySet[set] = (bySet[set] ?? 0) + (by * fraction) / accounts;
  };
  Int32Array.from(held).forEach((there, destination) => {
    held[destination] = 0;
    add(destination, there);
  });
  const worth = (destination: number, there: number): number =>
    (there * mandate.yieldOf(destination, there)) / accounts;
  const perPair = riskAversion / (accounts * accounts);
  return {
    held,
    byAvs,
    add,
    excess: (from, to) => {
      let change = (held[to]! >= most[to]! ? 1 : 0) - (held[from]! > most[from]! ? 1 : 0);
      for (const avs of avssOf[to]!) if (!avssOf[from]!.includes(avs) && byAvs[avs]! >= mostByAvs) change++;
      for (const avs of avssOf[from]!) if (!avssOf[to]!.includes(avs) && byAvs[avs]! > mostByAvs) change--;
      return change;
    },
    gainOf: (destination, by) => {
      let slope = (1 - correlation) * own[destination]! * (held[destination]! / accounts);
      for (const { set, fraction, variance } of exposures[destination]!)
        slope += correlation * fraction * variance * bySet[set]!;
      const risk = (2 * by * slope) / accounts + own[destination]! / (accounts * accounts);
      const there = held[destination]!;
      return worth(destination, there + by) - worth(destination, there) - (riskAversion / 2) * risk;
    },
    shared: (a, b) =>
      perPair *
      exposures[a]!.reduce((sum, { set, fraction, variance }) => {
        const other = exposures[b]!.find(exposure => exposure.set === set);
        return sum + (other ? correlation * fraction * other.fraction * variance : 0);
      }, 0),
    mostShared: perPair * correlation * own.reduce((a, b) => Math.max(a, b), 0),
  };
}
