import type { Availability } from '../economy/index.ts';
import { hhi, nakamoto, ranked } from './concentration.ts';
import type { DayBook, DayPay } from './day-book.ts';
import type { Row } from './tables.ts';
import { membersOf, slashableUsd, stakeUsd, type View } from './view.ts';

/** One row of the table `sets` for each set, at the end of a day. */
export function setRows(
  view: View,
  day: number,
  book: DayBook,
  pay: (set: number) => DayPay,
  availability: Availability,
): Row[] {
  const { memberships } = view.mirrors;
  return view.world.sets.map(({ id, avsName, name, spec }) => {
    const members = membersOf(view, id);
    let upDays = 0;
    let totalUsd = 0;
    let slashableStakeUsd = 0;
    const slashable = members.map(membership => {
      const operator = memberships.operator[membership]!;
      const usd = slashableUsd(view, membership);
      upDays += availability.upDays[operator]!;
      totalUsd += stakeUsd(view, operator);
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
