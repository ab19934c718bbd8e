import type { EventLog } from '../../state/event-log.ts';
import type { State } from '../../state/state.ts';
import type { Row } from './index.ts';

/** Rows of the table `corruption`: what was weighed during a day. */
export function corruptionRows({ world }: State, { choices }: EventLog): Row[] {
  return choices.map(({ time, avs, set, members, profitUsd, costUsd, boundUsd, strikes }) => ({
    table: 'corruption',
    values: [
      time,
      world.avss[avs]!.name,
      set < 0 ? null : world.sets[set]!.name,
      set < 0 ? 'avs' : 'coalition',
      members,
      profitUsd,
      costUsd,
      strikes ? 1 : 0,
      boundUsd,
    ],
  }));
}
