import type { Availability } from '../../economy/index.ts';
import type { DayBook, DayPay } from '../../state/event-log.ts';
import { membersOf, slashableUsd, stakeUsd } from '../../state/stake.ts';
import type { State } from '../../state/state.ts';
import { hhi, nakamoto, ranked } from '../statistics/concentration.ts';
import type { Row } from './index.ts';

/** One row of the table `sets` for each set, at the end of a day. */
export function setRows(
  state: State,
  day: number,
  book: DayBook,
  pay: (set: number) => DayPay,
  availability: Availability,
): Row[] {
  const { memberships } = state.mirrors;
  return state.world.sets.map(({ id, avsName, name, spec }) => {
    const members = membersOf(state, id);
    let upDays = 0;
    let totalUsd = 0;
    let slashableStakeUsd = 0;
    const slashable = members.map(membership => {
      const operator = memberships.operator[membership]!;
      const usd = slashableUsd(state, membership);
      upDays += availability.upDays[operator]!;
      totalUsd += stakeUsd(state, operator);
      slashableStakeUsd += usd;
      return usd;
    });
    const stakes = ranked(slashable);
    const paid = pay(id);
    return {
      table: 'sets',
      values: [
        day,
        avsName,
        name,
        members.length,
        book.joins[id]!,
        book.exits[id]!,
        book.ejections[id]!,
        members.length ? upDays / members.length : null,
        totalUsd,
        slashableStakeUsd,
        paid.pool,
        paid.fee,
        paid.operators,
        paid.restakers,
        paid.refunded,
        paid.stuck,
        book.slashedUsd[id]!,
        nakamoto(stakes, 1 / 3),
        hhi(stakes),
        spec.slashed === 'redistribute' ? book.redistributedUsd[id]! : null,
      ],
    };
  });
}
