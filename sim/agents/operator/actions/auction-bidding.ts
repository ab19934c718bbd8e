import type { OperatorAccounts } from '../../../state/operator-accounts.ts';
import { membersOf } from '../../../state/stake.ts';
import type { State } from '../../../state/state.ts';
import type { Bidders } from '../../avs/auction.ts';
import type { Business } from '../business.ts';
import type { OperatorListener } from '../events.ts';
import { bundleOf } from '../valuation/bundle.ts';
import type { Outlook } from '../valuation/membership-value.ts';
import { reservationUsd } from '../valuation/reservation-price.ts';
import type { Places } from './memberships.ts';
import type { Pursuit } from './reallocation.ts';

/** The operators of a world as bidders for places in sets. */
export function createBidders(
  state: State,
  books: OperatorAccounts,
  listener: OperatorListener,
  { places, pursuit, business }: { places: Places; pursuit: Pursuit; business: Business },
  outlookOf: (operator: number) => Outlook,
): Bidders {
  const { world, mirrors } = state;
  const entryUsd = (operator: number): number =>
    world.groups[state.operators[operator]!.group]!.spec.entry?.costUsd ?? 0;
  return {
    bids: set =>
      state.operators.flatMap(({ id }) => {
        const dormant = books.dormant[id] === 1;
        const able =
          !books.gone[id] && !listener.bars(set, id) && !(dormant && books.cashUsd[id]! < entryUsd(id));
        const usdPerWeek = able ? reservationUsd(outlookOf(id), id, set, dormant) : undefined;
        return usdPerWeek === undefined ? [] : [{ operator: id, usdPerWeek }];
      }),
    seat: (set, winners) => {
      for (const membership of membersOf(state, set)) {
        const operator = mirrors.memberships.operator[membership]!;
        if (!winners.includes(operator)) places.quit(operator, set, 'outbid');
      }
      for (const operator of winners) {
        const served = places.served(operator);
        if (served.includes(set)) continue;
        const { plan, value } = bundleOf(outlookOf(operator), operator, [...served, set]);
        if (books.dormant[operator]) business.enter(operator, entryUsd(operator), value);
        places.take(operator, set, plan.get(set)!);
        // What its policy asked for at its last review left this set out.
        pursuit.ask(operator, undefined);
        pursuit.follow(operator);
      }
    },
  };
}
