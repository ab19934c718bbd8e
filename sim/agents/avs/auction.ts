import type { OperatorId, SetId } from '../../ids.ts';
import type { State } from '../../state/state.ts';

/** What an operator asks for a place in a set whose places are auctioned. */
export interface Bid {
  readonly operator: OperatorId;
  /** Pay of the set, before split and fee, USD a week. */
  readonly usdPerWeek: number;
}

/** How an auction ended. */
export interface Clearing {
  /** What every winner is paid, USD a week. */
  readonly usdPerWeek: number;
  /** Operators that won a place. */
  readonly winners: readonly OperatorId[];
}

/** Operators as bidders for places: they serve or leave a set when they have won or lost a place. */
export interface Bidders {
  /** What each operator that qualifies asks for a place. */
  bids(set: SetId): readonly Bid[];
  /** Makes winners members and lets other members go. */
  seat(set: SetId, winners: readonly OperatorId[]): void;
}

/**
 * A uniform-price auction: the lowest bids win the places, and each winner is paid the lowest losing bid, or `most`
 * if there are not more bids than places; bids above `most` do not count. No bidder gains by asking for anything but
 * what serving is worth to it (Vickrey 1961). Of equal bids that of the lower operator number wins.
 *
 * @param places number of places
 * @param most reserve price, USD a week
 */
export function clearAuction(bids: readonly Bid[], places: number, most: number): Clearing {
  const asked = bids
    .filter(({ usdPerWeek }) => usdPerWeek <= most)
    .sort((a, b) => a.usdPerWeek - b.usdPerWeek || a.operator - b.operator);
  return {
    usdPerWeek: asked[places]?.usdPerWeek ?? most,
    winners: asked.slice(0, places).map(({ operator }) => operator),
  };
}

/** Most that a place in a set may cost, USD a week: the set's share of what can be paid of the budget over its places, or what it says. */
export function mostForPlace(
  { world, budgets, funding }: Pick<State, 'world' | 'budgets' | 'funding'>,
  set: SetId,
): number {
  const { avs, name, spec } = world.sets[set]!;
  const budget = budgets[avs];
  if (spec.auction === undefined || budget === undefined || budget.split === 'perMember') return 0;
  const { places, maxUsdPerWeek = Number.POSITIVE_INFINITY } = spec.auction;
  return Math.min(maxUsdPerWeek, (budget.usdPerWeek * funding[avs]! * (budget.split[name] ?? 0)) / places);
}

/**
 * The auctions of all sets that hold them: each asks for bids at the start and after every period, seats the winners
 * and publishes the price.
 *
 * @returns what to call at the start and at the end of each day, after pay
 */
export function createAuctions(state: State, bidders: Bidders): (day: number) => void {
  return day => {
    for (const { id, spec } of state.world.sets) {
      if (spec.auction === undefined || day % spec.auction.every !== 0) continue;
      const { usdPerWeek, winners } = clearAuction(
        bidders.bids(id),
        spec.auction.places,
        mostForPlace(state, id),
      );
      bidders.seat(id, winners);
      state.placeUsdPerWeek[id] = usdPerWeek;
    }
  };
}
