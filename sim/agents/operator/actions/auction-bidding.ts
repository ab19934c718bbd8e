import type { OperatorId } from '../../../ids.ts';
import type { OperatorAccounts } from '../../../state/operator-accounts.ts';
import { membersOf } from '../../../state/stake.ts';
import type { State } from '../../../state/state.ts';
import type { Bidders } from '../../avs/auction.ts';
import type { Business } from '../business.ts';
import type { OperatorListener } from '../events.ts';
import { bundleOf } from '../valuation/bundle.ts';
import { reservationUsdPerWeek } from '../valuation/reservation-price.ts';
import type { ValuationContext } from '../valuation/valuation-context.ts';
import type { MembershipActions } from './memberships.ts';
import type { Reallocation } from './reallocation.ts';

/** What operators bid by, and what they do when they have won or lost a place. */
export interface AuctionBiddingInputs {
  readonly state: State;
  readonly accounts: OperatorAccounts;
  readonly listener: OperatorListener;
  readonly memberships: MembershipActions;
  readonly reallocation: Reallocation;
  readonly business: Business;
  /** What an operator knows now. */
  readonly contextOf: (operator: OperatorId) => ValuationContext;
}

/**
 * Operators as bidders for places in sets. Each bids its reservation price, if it is not bankrupt, the set has not
 * expelled it, and its cash pays for entering business where it is out of it. Winners join at once, with the stake that
 * is best beside their other sets; members without a place leave.
 */
export function createAuctionBidding(inputs: AuctionBiddingInputs): Bidders {
  const { state, accounts, listener, memberships, reallocation, business, contextOf } = inputs;
  const { world, mirrors } = state;
  /** Cost of entering business; 0 for an operator that is always in it. */
  const entryUsd = (operator: OperatorId): number =>
    world.groups[state.operators[operator]!.group]!.spec.entry?.costUsd ?? 0;
  return {
    bids: set =>
      state.operators.flatMap(({ id }) => {
        const dormant = accounts.dormant[id] === 1;
        const able =
          !accounts.gone[id] && !listener.bars(id, set) && !(dormant && accounts.cashUsd[id]! < entryUsd(id));
        const usdPerWeek = able ? reservationUsdPerWeek(contextOf(id), id, set, dormant) : undefined;
        return usdPerWeek === undefined ? [] : [{ operator: id, usdPerWeek }];
      }),
    seat: (set, winners) => {
      for (const membership of membersOf(state, set)) {
        const operator = mirrors.memberships.operator[membership]!;
        if (!winners.includes(operator)) memberships.leave(operator, set, 'outbid');
      }
      for (const operator of winners) {
        const served = memberships.setsServed(operator);
        if (served.includes(set)) continue;
        const { plan, value } = bundleOf(contextOf(operator), operator, [...served, set]);
        if (accounts.dormant[operator]) business.enter(operator, entryUsd(operator), value);
        memberships.join(operator, set, plan.get(set)!);
        // The allocations that its policy requested at its last review leave this set out.
        reallocation.request(operator, undefined);
        reallocation.execute(operator);
      }
    },
  };
}
