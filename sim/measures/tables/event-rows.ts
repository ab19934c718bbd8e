import type { EventLog } from '../../state/event-log.ts';
import type { State } from '../../state/state.ts';
import type { Row } from './index.ts';

/** Rows of the table `events`: what happened during a day. */
export function eventRows({ world, operators }: State, { events }: EventLog): Row[] {
  return events.map(({ time, kind, avs, set, operator, usd, detail }) => {
    const where = set === undefined ? undefined : world.sets[set]!;
    const whose = where?.avs ?? avs;
    return {
      table: 'events',
      values: [
        time,
        kind,
        whose === undefined ? null : world.avss[whose]!.name,
        where?.name ?? null,
        operator === undefined ? null : operators[operator]!.name,
        usd ?? null,
        detail,
      ],
    };
  });
}
