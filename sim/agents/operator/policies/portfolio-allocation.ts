import type { SetId, StrategyId } from '../../../ids.ts';
import { tailLoss } from '../../tail-loss.ts';

/** A set as something to put stake behind; stake is counted in equal steps of a strategy's whole magnitude. */
export interface Opportunity {
  readonly id: SetId;
  /** Fewest steps that a member needs. */
  readonly minSteps: number;
  /** Strategies in each of which the set takes a step of magnitude. */
  readonly strategies: readonly StrategyId[];
  /** GPUs that it asks for. */
  readonly gpus: number;
  /** Income less cost with so many steps, slashes aside, in USD a year. */
  readonly incomeUsd: (steps: number) => number;
  /** Stake that one step puts at risk, in USD. */
  readonly atRiskUsd: number;
  /** Of the stake at risk: expected fraction lost in a year, its variance, and the largest fraction lost at once. */
  readonly lossPerYear: number;
  readonly variance: number;
  readonly worst: number;
  /** Whether the set would take the operator with so many steps. */
  readonly admits: (steps: number) => boolean;
}

/** What an operator allocates its stake to, under which limits, and how averse it is to risk. */
export interface AllocationProblem {
  readonly opportunities: readonly Opportunity[];
  /** Steps in the whole of a strategy's magnitude. */
  readonly steps: number;
  /** GPUs that the operator has. */
  readonly gpus: number;
  readonly mostSets: number;
  /** Rent of its GPUs while it serves these sets, in USD a year. */
  readonly rentUsd: (sets: readonly SetId[]) => number;
  /** Wealth that the variance of losses is weighed against, in USD. */
  readonly wealthUsd: number;
  /** Weights, without a unit, of the variance over wealth and of the tail loss: A and xi of `certaintyEquivalentUsd`. */
  readonly varianceAversion: number;
  readonly tailAversion: number;
}

/** Steps for each set that is served, and their certainty equivalent in USD a year. */
export interface StakePortfolio {
  readonly steps: ReadonlyMap<SetId, number>;
  readonly valueUsd: number;
}

/**
 * Certainty equivalent of serving sets with so many steps each, in USD a year: income and rent, less the expected loss
 * L, A/2 x Var(L) / wealth, and xi x the mean loss of the worst 5% of years (`tailLoss`). Slashes of different sets are
 * independent compound Poisson processes, so that their variances add up.
 *
 * @param steps steps of each of the sets, in their order
 * @param rentUsd rent of the operator's GPUs while it serves these sets, in USD a year
 */
export function certaintyEquivalentUsd(
  problem: AllocationProblem,
  sets: readonly Opportunity[],
  steps: readonly number[],
  rentUsd: number = rentOf(problem, sets),
): number {
  let income = rentUsd;
  let loss = 0;
  let variance = 0;
  let worst = 0;
  for (let i = 0; i < sets.length; i++) {
    const set = sets[i]!;
    const stake = set.atRiskUsd * steps[i]!;
    income += set.incomeUsd(steps[i]!);
    loss += set.lossPerYear * stake;
    variance += set.variance * stake * stake;
    worst = Math.max(worst, set.worst * stake);
  }
  const spread = (problem.varianceAversion / 2) * (variance / problem.wealthUsd);
  return income - loss - spread - problem.tailAversion * tailLoss(loss, worst);
}

function rentOf(problem: AllocationProblem, sets: readonly Opportunity[]): number {
  return problem.rentUsd(sets.map(({ id }) => id));
}

/** Index that stands for magnitude that is not allocated: where an added step comes from, and a dropped one goes. */
const UNALLOCATED = -1;

/**
 * Stake for given sets, by local search: each set's minimum, then step by step where a step gains most, as long as one
 * gains anything; where no step can be added, single steps move between sets or are dropped while that gains.
 *
 * @returns undefined if the minima do not fit into the limits, or a set would not take the operator
 */
export function bestAllocation(
  problem: AllocationProblem,
  sets: readonly Opportunity[],
): StakePortfolio | undefined {
  if (sets.length > problem.mostSets || sets.reduce((sum, { gpus }) => sum + gpus, 0) > problem.gpus)
    return undefined;
  const rent = rentOf(problem, sets);
  const steps = sets.map(({ minSteps }) => minSteps);
  /** Steps taken of each strategy's magnitude, `[strategy]`. */
  const taken: number[] = [];
  const change = (index: number, by: number): void => {
    if (index === UNALLOCATED) return;
    steps[index]! += by;
    for (const strategy of sets[index]!.strategies) taken[strategy] = (taken[strategy] ?? 0) + by;
  };
  const move = (from: number, to: number): void => {
    change(from, -1);
    change(to, 1);
  };
  const fits = (set: Opportunity): boolean =>
    set.strategies.every(strategy => taken[strategy]! <= problem.steps);
  for (const { strategies, minSteps } of sets)
    for (const strategy of strategies) taken[strategy] = (taken[strategy] ?? 0) + minSteps;
  if (!sets.every(fits)) return undefined;

  let value = certaintyEquivalentUsd(problem, sets, steps, rent);
  for (;;) {
    let best = value;
    let found: readonly [number, number] | undefined;
    const consider = (from: number, to: number): void => {
      move(from, to);
      const moved =
        to === UNALLOCATED || fits(sets[to]!)
          ? certaintyEquivalentUsd(problem, sets, steps, rent)
          : Number.NEGATIVE_INFINITY;
      move(to, from);
      if (moved > best) [best, found] = [moved, [from, to]];
    };
    for (let to = 0; to < sets.length; to++) consider(UNALLOCATED, to);
    for (let from = 0; found === undefined && from < sets.length; from++) {
      if (steps[from]! === sets[from]!.minSteps) continue;
      consider(from, UNALLOCATED);
      for (let to = 0; to < sets.length; to++) if (to !== from) consider(from, to);
    }
    if (found === undefined) break;
    move(...found);
    value = best;
  }
  if (!sets.every(({ admits }, i) => admits(steps[i]!))) return undefined;
  return { steps: new Map(sets.map(({ id }, i) => [id, steps[i]!])), valueUsd: value };
}

/**
 * The best sets and their stake that local search finds: from no set, from each set alone and from the sets served
 * now, a set is added, dropped or swapped for another while that gains.
 *
 * @param served numbers of the sets that the operator serves now
 * @returns undefined if no combination that was reached fits into the limits
 */
export function bestPortfolio(
  problem: AllocationProblem,
  served: readonly SetId[],
): StakePortfolio | undefined {
  const { opportunities } = problem;
  const starts = [
    [],
    ...opportunities.map(one => [one]),
    opportunities.filter(({ id }) => served.includes(id)),
  ];
  // Searches from different starts come to the same combinations: each is valued once.
  const known = new Map<string, StakePortfolio | undefined>();
  const portfolioOf = (sets: readonly Opportunity[]): StakePortfolio | undefined => {
    const key = sets.map(({ id }) => id).join();
    if (!known.has(key)) known.set(key, bestAllocation(problem, sets));
    return known.get(key);
  };
  let best: StakePortfolio | undefined;
  for (const start of starts) {
    let sets = start;
    let found = portfolioOf(sets);
    for (let improved = true; improved; ) {
      improved = false;
      for (const next of neighbours(opportunities, sets)) {
        const other = portfolioOf(next);
        if (other === undefined || (found !== undefined && other.valueUsd <= found.valueUsd)) continue;
        found = other;
        sets = next;
        improved = true;
      }
    }
    if (found !== undefined && (best === undefined || found.valueUsd > best.valueUsd)) best = found;
  }
  return best;
}

/**
 * Combinations that differ from one by a set more, a set less, or another set instead of one, each in the order of
 * all sets.
 */
function neighbours(all: readonly Opportunity[], sets: readonly Opportunity[]): Opportunity[][] {
  const others = all.filter(one => !sets.includes(one));
  const changed = (dropped?: Opportunity, added?: Opportunity): Opportunity[] =>
    all.filter(one => one === added || (one !== dropped && sets.includes(one)));
  return [
    ...others.map(added => changed(undefined, added)),
    ...sets.map(dropped => changed(dropped)),
    ...sets.flatMap(dropped => others.map(added => changed(dropped, added))),
  ];
}
