import type { Availability } from '../economy/index.ts';
import { hhi, nakamoto } from './concentration.ts';
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
    const operators = members.map(membership => memberships.operator[membership]!);
    const slashable = members.map(membership => slashableUsd(view, membership));
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
        members.length
          ? sum(operators.map(operator => availability.upDays[operator]!)) / members.length
          : null,
        sum(operators.map(operator => stakeUsd(view, operator))),
        sum(slashable),
        paid.pool,
        paid.fee,
        paid.operators,
        paid.restakers,
        paid.refunded,
        paid.stuck,
        book.slashedUsd[id]!,
        nakamoto(slashable, 1 / 3),
        hhi(slashable),
        spec.slashed === 'redistribute' ? book.redistributedUsd[id]! : null,
      ],
    };
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
