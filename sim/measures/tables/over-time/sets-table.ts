import type { Availability } from '../../../economy/index.ts';
import type { EventLog } from '../../../state/event-log.ts';
import type { SetPay } from '../../../state/set-pay.ts';
import { countedUsd, heldSlashedUsd, membersOf, slashableUsd, stakeUsd } from '../../../state/stake.ts';
import type { State } from '../../../state/state.ts';
import { hhi, nakamoto, ranked } from '../../statistics/concentration.ts';
import { avs, count, fraction, optional, set, time, usd } from '../column-kinds.ts';
import { defineTable, type Row } from '../define-table.ts';

/** The table `sets`. */
export const setsTable = defineTable({
  name: 'sets',
  meaning: 'Each operator set, every day: who serves it, what stands behind it, who was paid',
  columns: {
    timeDays: time,
    avs,
    set,
    members: count('Registered operators at the end of the day'),
    joins: count('Registrations during the day'),
    exits: count('Deregistrations during the day, ejections among them'),
    ejections: count('Members removed by the AVS during the day'),
    uptimeFraction: optional(fraction('Time that registered members were up, over the day')),
    totalStakeUsd: usd('Stake delegated to the members, shared with their other sets'),
    slashableStakeUsd: usd('Stake allocated to this set by its members: what it can slash'),
    poolUsd: usd("Rewards offered to the set for the day, the protocol's fee among them"),
    feeUsd: usd('Taken by the protocol as its fee'),
    operatorsUsd: usd('Paid to operators as their split'),
    restakersUsd: usd("Paid to restakers, operators' own stake among them"),
    refundedUsd: usd('Returned to the AVS since nobody could be paid'),
    stuckUsd: usd('Left in the rewards contract: paid to nobody and not refunded'),
    slashedUsd: usd('Stake taken from members, queued withdrawals among it, valued when slashed'),
    nakamotoThird: optional(
      count(
        'Fewest members that together hold more than a third of the stake that counts: slashable, or, in the AVSDirectory, delegated; empty without any',
      ),
    ),
    hhiFraction: optional(
      fraction('Herfindahl index of the same stake by member: 1 is one member; empty without any'),
    ),
    redistributedUsd: optional(
      usd('Slashed stake that reached the AVS, valued then; empty where the set burns it'),
    ),
    redistributedWhenSlashedUsd: optional(usd('What that stake was worth when it was slashed')),
    redistributedShortfallUsd: optional(
      usd('What slashes brought less than they were worth when carried out; gains of others are not set off'),
    ),
    slashHeldUsd: usd('Slashed stake that has not left its strategies yet, at prices of the day'),
  },
});

/** What the sets' rows are made from, besides the state. */
export interface SetsSources {
  readonly log: EventLog;
  /** Last pay of each set. */
  readonly pay: readonly SetPay[];
  readonly availability: Availability;
}

/** Rows of the table `sets` at the end of a day: one for each set. */
export function setRows(state: State, day: number, { log, pay, availability }: SetsSources): Row[] {
  const { memberships } = state.mirrors;
  const counts = countsOf(state, log);
  return state.world.sets.map(({ id, avsName, name, spec }) => {
    const members = membersOf(state, id);
    let upDays = 0;
    let totalStakeUsd = 0;
    let slashableStakeUsd = 0;
    const counted = members.map(membership => {
      const operator = memberships.operator[membership]!;
      upDays += availability.upDays[operator]!;
      totalStakeUsd += stakeUsd(state, operator);
      slashableStakeUsd += slashableUsd(state, membership);
      return countedUsd(state, membership);
    });
    const stakes = ranked(counted);
    const { joins, exits, ejections, slashedUsd } = counts[id]!;
    const redistributed = spec.slashed === 'redistribute' ? log.redistributed[id]! : undefined;
    const { pool, fee, operators, restakers, refunded, stuck } = pay[id]!;
    return setsTable.row({
      timeDays: day,
      avs: avsName,
      set: name,
      members: members.length,
      joins,
      exits,
      ejections,
      uptimeFraction: members.length ? upDays / members.length : null,
      totalStakeUsd,
      slashableStakeUsd,
      poolUsd: pool,
      feeUsd: fee,
      operatorsUsd: operators,
      restakersUsd: restakers,
      refundedUsd: refunded,
      stuckUsd: stuck,
      slashedUsd,
      nakamotoThird: nakamoto(stakes, 1 / 3),
      hhiFraction: hhi(stakes),
      redistributedUsd: redistributed?.usd ?? null,
      redistributedWhenSlashedUsd: redistributed?.usdWhenSlashed ?? null,
      redistributedShortfallUsd: redistributed?.shortfallUsd ?? null,
      slashHeldUsd: heldSlashedUsd(state, id),
    });
  });
}

/** What a day's events say of each set. Ejections count among the exits. */
function countsOf({ world }: State, { events }: EventLog) {
  const counts = world.sets.map(() => ({ joins: 0, exits: 0, ejections: 0, slashedUsd: 0 }));
  for (const { kind, set: id, usd: amount = 0 } of events) {
    const day = id === undefined ? undefined : counts[id];
    if (day === undefined) continue;
    if (kind === 'join') day.joins++;
    if (kind === 'exit' || kind === 'ejection') day.exits++;
    if (kind === 'ejection') day.ejections++;
    if (kind === 'slash') day.slashedUsd += amount;
  }
  return counts;
}
