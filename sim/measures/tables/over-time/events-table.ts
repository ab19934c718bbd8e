import { type EventLog, eventKinds } from '../../../state/event-log.ts';
import type { State } from '../../../state/state.ts';
import { avs, operator, optional, set, text, time, usd } from '../column-kinds.ts';
import { defineTable, type Row } from '../define-table.ts';

/** The table `events`. */
export const eventsTable = defineTable({
  name: 'events',
  meaning:
    'Events of note: joins, exits, ejections, bankruptcies, outages, clusters, offences, vetoes, slashes, changes of slasher, abuse, attacks, flights',
  columns: {
    timeDays: time,
    kind: text(
      Object.entries(eventKinds)
        .map(([kind, { meaning }]) => `${kind}: ${meaning}`)
        .join('; '),
    ),
    avs: optional(avs),
    set: optional(set),
    operator: optional(operator),
    amountUsd: optional(
      usd(
        'Stake taken by a slash, that an abusive AVS reaches for, or that flees (as it was at first); profit of an attack',
      ),
    ),
    detail: text(
      'The slashing condition (false, abuse or intervention: no offence), the shock, the reason, or which cohort fled',
    ),
  },
});

/** Rows of the table `events` of a day: one for each event, in order of time. */
export function eventRows({ world, operators }: State, { events }: EventLog): Row[] {
  return events.map(
    ({ time: timeDays, kind, avs: actor, set: id, operator: number, usd: amount, detail }) => {
      const where = id === undefined ? undefined : world.sets[id]!;
      const concerned = where?.avs ?? actor;
      return eventsTable.row({
        timeDays,
        kind,
        avs: concerned === undefined ? null : world.avss[concerned]!.name,
        set: where?.name ?? null,
        operator: number === undefined ? null : operators[number]!.name,
        amountUsd: amount ?? null,
        detail,
      });
    },
  );
}
