import { tailLoss } from '../../tail-loss.ts';

/** A set as something to put stake behind; amounts of stake are counted in equal steps of the whole. */
export interface Opportunity {
  readonly id: number;
  /** Fewest steps that a member needs. */
  readonly least: number;
  /** Strategies whose magnitude it takes. */
  readonly strategies: readonly number[];
  /** GPUs that it asks for. */
  readonly gpus: number;
  /** Income less cost with so many steps, in USD a year, slashes aside. */
  readonly incomeUsd: (steps: number) => number;
  /** What one step puts at risk, in USD, and of that: expected loss a year, its variance, largest single loss. */
  readonly atRiskUsd: number;
  readonly lossPerYear: number;
  readonly variance: number;
  readonly worst: number;
  /** Whether the operator may have it with so many steps. */
  readonly admits: (steps: number) => boolean;
}

/** What an operator chooses from, under which limits, and how it dislikes risk. */
export interface Choice {
  readonly opportunities: readonly Opportunity[];
  /** Steps in the whole of a strategy's magnitude. */
  readonly steps: number;
  readonly gpus: number;
  readonly mostSets: number;
  /** Rent of its GPUs while it serves these sets, in USD a year. */
  readonly rentUsd: (sets: readonly number[]) => number;
  /** What it owns that is at risk: variance is weighed against it. */
  readonly wealthUsd: number;
  readonly varianceAversion: number;
  readonly tailAversion: number;
}

/** Steps for each set that is served, and what they are worth in USD a year, for certain. */
export interface Portfolio {
  readonly steps: ReadonlyMap<number, number>;
  readonly worthUsd: number;
}

/**
 * Certainty equivalent of serving sets with so many steps each, in USD a year: income and rent, less the expected
 * loss L, A/2 times its variance over wealth, and xi times the mean loss of the worst 5% of years. Slashes of
 * different sets are independent compound Poisson; the tail is exact for a single kind of rare slash.
 *
 * @param rentUsd what the choice's `rentUsd` says of these sets
 */
export function worthUsd(
  choice: Choice,
  sets: readonly Opportunity[],
  steps: readonly number[],
  rentUsd: number = rentOf(choice, sets),
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
  const spread = (choice.varianceAversion / 2) * (variance / choice.wealthUsd);
  return income - loss - spread - choice.tailAversion * tailLoss(loss, worst);
}

function rentOf(choice: Choice, sets: readonly Opportunity[]): number {
  return choice.rentUsd(sets.map(({ id }) => id));
}

/** Nowhere: where a step that is added comes from, and one that is taken back goes. */
const NOWHERE = -1;

/**
 * Stake for given sets: each its least, then step by step where a step is worth most, as long as one is worth
 * anything; then single steps move between sets or are taken back while that gains. None if they do not fit.
 */
export function allocate(choice: Choice, sets: readonly Opportunity[]): Portfolio | undefined {
  if (sets.length > choice.mostSets || sets.reduce((sum, { gpus }) => sum + gpus, 0) > choice.gpus)
    return undefined;
  const rent = rentOf(choice, sets);
  const steps = sets.map(({ least }) => least);
  // Steps taken of each strategy's magnitude.
  const taken: number[] = [];
  const change = (place: number, by: number): void => {
    if (place === NOWHERE) return;
    steps[place]! += by;
    for (const strategy of sets[place]!.strategies) taken[strategy] = (taken[strategy] ?? 0) + by;
  };
  const move = (from: number, to: number): void => {
    change(from, -1);
    change(to, 1);
  };
  const isWithin = (set: Opportunity): boolean =>
    set.strategies.every(strategy => taken[strategy]! <= choice.steps);
  for (const { strategies, least } of sets)
    for (const strategy of strategies) taken[strategy] = (taken[strategy] ?? 0) + least;
  if (!sets.every(isWithin)) return undefined;

  let worth = worthUsd(choice, sets, steps, rent);
  for (;;) {
    let best = worth;
    let found: readonly [number, number] | undefined;
    const offer = (from: number, to: number): void => {
      move(from, to);
      const value =
        to === NOWHERE || isWithin(sets[to]!)
          ? worthUsd(choice, sets, steps, rent)
          : Number.NEGATIVE_INFINITY;
      move(to, from);
      if (value > best) [best, found] = [value, [from, to]];
    };
    for (let to = 0; to < sets.length; to++) offer(NOWHERE, to);
    for (let from = 0; found === undefined && from < sets.length; from++) {
      if (steps[from]! === sets[from]!.least) continue;
      offer(from, NOWHERE);
      for (let to = 0; to < sets.length; to++) if (to !== from) offer(from, to);
    }
    if (found === undefined) break;
    move(...found);
    worth = best;
  }
  if (!sets.every(({ admits }, i) => admits(steps[i]!))) return undefined;
  return { steps: new Map(sets.map(({ id }, i) => [id, steps[i]!])), worthUsd: worth };
}

/**
 * The best sets and their stake, as far as search finds them: from nothing, from each set alone and from the sets
 * served now, sets are added, dropped or swapped one at a time, while that gains.
 */
export function bestPortfolio(choice: Choice, served: readonly number[]): Portfolio | undefined {
  const { opportunities } = choice;
  const starts = [
    [],
    ...opportunities.map(one => [one]),
    opportunities.filter(({ id }) => served.includes(id)),
  ];
  // Searches from different starts meet: each combination is weighed once.
  const known = new Map<string, Portfolio | undefined>();
  const weigh = (sets: readonly Opportunity[]): Portfolio | undefined => {
    const key = sets.map(({ id }) => id).join();
    if (!known.has(key)) known.set(key, allocate(choice, sets));
    return known.get(key);
  };
  let best: Portfolio | undefined;
  for (const start of starts) {
    let sets = start;
    let found = weigh(sets);
    for (let improved = true; improved; ) {
      improved = false;
      for (const next of neighbours(opportunities, sets)) {
        const other = weigh(next);
        if (other === undefined || (found !== undefined && other.worthUsd <= found.worthUsd)) continue;
        found = other;
        sets = next;
        improved = true;
      }
    }
    if (found !== undefined && (best === undefined || found.worthUsd > best.worthUsd)) best = found;
  }
  return best;
}

/**
 * Combinations that differ from one by a set more, a set less, or another set instead of one, each in the order of
 * all sets.
 */
function neighbours(all: readonly Opportunity[], sets: readonly Opportunity[]): Opportunity[][] {
  const others = all.filter(candidate => !sets.includes(candidate));
  const changed = (dropped?: Opportunity, added?: Opportunity): Opportunity[] =>
    all.filter(one => one === added || (one !== dropped && sets.includes(one)));
  return [
    ...others.map(added => changed(undefined, added)),
    ...sets.map(dropped => changed(dropped)),
    ...sets.flatMap(dropped => others.map(added => changed(dropped, added))),
  ];
}
