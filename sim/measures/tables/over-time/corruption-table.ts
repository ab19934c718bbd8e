import type { EventLog } from '../../../state/event-log.ts';
import type { State } from '../../../state/state.ts';
import { avs, count, optional, text, time, usd } from '../column-kinds.ts';
import { defineTable, type Row } from '../define-table.ts';

/**
 * The table `corruption`. A row for each check of an AVS with `abuse` or a set with `corruption` (each
 * `checkEvery`), struck or not. Made whether or not it is wanted, for the summary.
 */
export const corruptionTable = defineTable({
  name: 'corruption',
  meaning:
    'Each time that an AVS weighs slashing its members without an offence, or members weigh attacking a set: profit and cost',
  columns: {
    timeDays: time,
    avs,
    set: optional(text('Operator set that is attacked; empty where it is the AVS that would slash')),
    adversary: text(
      'Who weighs it: avs (slashing its members without an offence) or coalition (members attacking the set)',
    ),
    members: count('Members that would be slashed without an offence, or that would attack'),
    profitUsd: usd('Expected profit before cost'),
    costUsd: usd('Expected cost: stake slashed, and the present value of honest income'),
    strikes: count('1 if it was done, 0 if not'),
    boundUsd: usd(
      'Lower bound of the cost of any coalition; below cost_usd only where the search was cut short',
    ),
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
