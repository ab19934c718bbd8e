import type { OperatorId, SetId } from '../../../ids.ts';
import { canRejoin } from '../actions/memberships.ts';
import { STAKE_MARGIN } from '../constants.ts';
import { netUsdPerWeek, valueAt } from '../valuation/appraisal.ts';
import type { Appraisals } from '../valuation/appraisals.ts';
import type { ValuationContext } from '../valuation/valuation-context.ts';
import type { JoinableSets } from './frames.ts';
import type { PriceList } from './price-list.ts';

/** An operator that looks for sets, and what it looks with. */
export interface AttentionInputs {
  readonly context: ValuationContext;
  readonly operator: OperatorId;
  /** Number of its review. */
  readonly review: number;
  /** Sets that it serves now. */
  readonly served: readonly SetId[];
  /** Whether it is out of business. */
  readonly dormant: boolean;
  /** What serving each set would bring it. */
  readonly appraisals: Appraisals;
  /** Whether a set would take it with this part of its stake allocated. */
  readonly admits: (set: SetId, fraction: number) => boolean;
}

/** A set on a shortlist, with what it would bring at the part of an operator's stake that it would have. */
interface ShortlistedSet {
  readonly set: SetId;
  readonly fraction: number;
  readonly usdPerWeek: number;
}

/**
 * The best sets for an operator beside those that it serves, by the price list: the first of each ranking by a strategy
 * that it has stake in, and by membership, then of these the most valuable that would take it, each at an equal part of
 * its stake or, where that is more, at what its minimum asks.
 *
 * @param count most sets on the list
 */
export function bestOf(list: PriceList, look: AttentionInputs, frame: JoinableSets, count: number): SetId[] {
  const { context, operator, served, appraisals, admits } = look;
  const { state } = context;
  const { operatorShares, strategies: S } = state.mirrors;
  const open = (set: SetId): boolean =>
    frame.has(set) && !served.includes(set) && canRejoin(state, operator, set);
  const found = new Set<SetId>(firstOf(list.byMembership, count, open));
  for (const [strategy, ranking] of list.byStake.entries())
    if (operatorShares[operator * S + strategy]! > 0)
      for (const set of firstOf(ranking, count, open)) found.add(set);
  const candidates = [...found].map((set): ShortlistedSet => {
    const appraisal = appraisals.of(set);
    const fraction = Math.max(STAKE_MARGIN * appraisal.least, 1 / (served.length + 1));
    const usdPerWeek = fraction <= 1 ? netUsdPerWeek(valueAt(appraisal, fraction)) : Number.NEGATIVE_INFINITY;
    return { set, fraction, usdPerWeek };
  });
  candidates.sort((a, b) => b.usdPerWeek - a.usdPerWeek || a.set - b.set);
  return firstOf(candidates, count, ({ set, fraction }) => fraction <= 1 && admits(set, fraction)).map(
    ({ set }) => set,
  );
}

/** The first so many of a ranking that pass. */
function firstOf<Item>(ranking: readonly Item[], count: number, passes: (item: Item) => boolean): Item[] {
  const found: Item[] = [];
  for (const item of ranking) {
    if (found.length === count) break;
    if (passes(item)) found.push(item);
  }
  return found;
}
