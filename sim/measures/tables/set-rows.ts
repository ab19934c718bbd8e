import type { Availability } from '../../economy/index.ts';
import type { EventLog } from '../../state/event-log.ts';
import type { SetPay } from '../../state/set-pay.ts';
import { membersOf, slashableUsd, stakeUsd } from '../../state/stake.ts';
import type { State } from '../../state/state.ts';
import { hhi, nakamoto, ranked } from '../statistics/concentration.ts';
import type { Row } from './index.ts';

/** One row of the table `sets` for each set, at the end of a day. */
export function setRows(
  state: State,
  day: number,
  log: EventLog,
  pay: (set: number) => SetPay,
  availability: Availability,
): Row[] {
  const { memberships } = state.mirrors;
  const counted = countsOf(state, log);
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
    const { joins, exits, ejections, slashedUsd } = counted[id]!;
    return {
      table: 'sets',
      values: [
        day,
        avsName,
        name,
        members.length,
        joins,
        exits,
        ejections,
        members.length ? upDays / members.length : null,
        totalUsd,
        slashableStakeUsd,
        paid.pool,
        paid.fee,
        paid.operators,
        paid.restakers,
        paid.refunded,
        paid.stuck,
        slashedUsd,
        nakamoto(stakes, 1 / 3),
        hhi(stakes),
        spec.slashed === 'redistribute' ? log.redistributedUsd[id]! : null,
      ],
    };
  });
}

/** What a day's events say of each set. Ejections count among the exits. */
function countsOf({ world }: State, { events }: EventLog) {
  const counts = world.sets.map(() => ({ joins: 0, exits: 0, ejections: 0, slashedUsd: 0 }));
  for (const { kind, set, usd = 0 } of events) {
    const count = set === undefined ? undefined : counts[set];
    if (count === undefined) continue;
    if (kind === 'join') count.joins++;
    if (kind === 'exit' || kind === 'ejection') count.exits++;
    if (kind === 'ejection') count.ejections++;
    if (kind === 'slash') count.slashedUsd += usd;
  }
  return counts;
}
