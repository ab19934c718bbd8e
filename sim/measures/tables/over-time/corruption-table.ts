import type { EventLog } from '../../../state/event-log.ts';
import type { State } from '../../../state/state.ts';
import { avs, count, optional, text, time, usd } from '../column-kinds.ts';
import { defineTable, type Row } from '../define-table.ts';

/** The table `corruption`. */
export const corruptionTable = defineTable({
  name: 'corruption',
  meaning: 'Each check of an AVS that may rob its members, or of members who may attack: profit and cost',
  columns: {
    timeDays: time,
    avs,
    set: optional(text('Operator set; empty where it is the AVS that weighs')),
    adversary: text('avs: it would slash without an offence; coalition: members would attack the set'),
    members: count('Members that the AVS would slash, or that would attack'),
    profitUsd: usd('What it would bring, expected'),
    costUsd: usd('What it would cost, expected: stake slashed, and honest income at its present value'),
    strikes: count('1 if it was done, else 0'),
    boundUsd: usd('Least that any coalition can cost; below cost_usd only where the search was cut short'),
  },
});

/** Rows of the table `corruption` of a day: one for each choice, in order of time. */
export function corruptionRows({ world }: State, { choices }: EventLog): Row[] {
  return choices.map(({ time: timeDays, avs: owner, set, members, profitUsd, costUsd, boundUsd, strikes }) =>
    corruptionTable.row({
      timeDays,
      avs: world.avss[owner]!.name,
      set: set < 0 ? null : world.sets[set]!.name,
      adversary: set < 0 ? 'avs' : 'coalition',
      members,
      profitUsd,
      costUsd,
      strikes: strikes ? 1 : 0,
      boundUsd,
    }),
  );
}
