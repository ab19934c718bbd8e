import type { EventLog } from '../../../state/event-log.ts';
import type { State } from '../../../state/state.ts';
import { avs, count, optional, text, time, usd } from '../column-kinds.ts';
import { defineTable, type Row } from '../define-table.ts';

/** The table `corruption`. */
export const corruptionTable = defineTable({
  name: 'corruption',
  meaning: 'Each time someone weighed whether to break faith: what it would have brought and cost',
  columns: {
    timeDays: time,
    avs,
    set: optional(text('Operator set; empty where it is the AVS that weighs')),
    adversary: text('avs: abuse of its slashing; coalition: an attack by members of the set'),
    members: count('Operators that would be slashed'),
    profitUsd: usd('Profit from corruption, expected'),
    costUsd: usd('Cost of corruption, expected: stake, and honest income at its present value'),
    strikes: count('1 if it struck, else 0'),
    boundUsd: usd('No coalition costs less: below cost_usd only where the search was cut short'),
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
