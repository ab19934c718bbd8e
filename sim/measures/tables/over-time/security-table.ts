import type { SetId } from '../../../ids.ts';
import { oneServiceSecurity } from '../../../security/index.ts';
import {
  corruptibleSets,
  corruptionProfitUsd,
  corruptionThreshold,
  memberStakes,
} from '../../../state/corruptible-network.ts';
import type { State } from '../../../state/state.ts';
import { avs, count, fraction, optional, ratio, set, time, usd } from '../column-kinds.ts';
import { defineTable, type Row } from '../define-table.ts';

/** Part of a set's slashable stake that the shock takes whose consequences are looked at. */
const SHOCK = 0.1;

/** The table `security`. */
export const securityTable = defineTable({
  name: 'security',
  meaning:
    'At the start and at the end of each week and of the run: what corrupting each set that can be corrupted costs in stake, and brings',
  columns: {
    timeDays: time,
    avs,
    set,
    members: count('Members that the set can slash'),
    slashableUsd: usd(
      'Stake that counts for the threshold: allocations in force, those being taken back too',
    ),
    withdrawingUsd: usd('Stake queued for withdrawal, which an attacker loses too'),
    profitUsd: usd('Profit from corruption; 0 once the set was attacked'),
    costUsd: usd('Cost of corruption: the least stake that a coalition loses, were all of it slashed'),
    slack: optional(ratio('Cost over profit, less 1; empty without a profit')),
    lost: fraction('Stake lost to the worst loss of a tenth of it and the attack that it makes possible'),
  },
});

/** Rows of the table `security` at the end of a day: one for each set that can be corrupted. */
export function securityRows(state: State, day: number): Row[] {
  return corruptibleSets(state.world).map(id => securityRow(state, id, day));
}

function securityRow(state: State, id: SetId, day: number): Row {
  const { avsName, name } = state.world.sets[id]!;
  const members = memberStakes(state, id);
  const profitUsd = corruptionProfitUsd(state, id, day);
  const { cost, lost } = oneServiceSecurity(
    {
      weights: members.map(({ cents }) => cents),
      losses: members.map(({ cents, withdrawingCents }) => cents + withdrawingCents),
      threshold: corruptionThreshold(state, id),
      profit: Math.round(100 * profitUsd),
    },
    SHOCK,
  );
  return securityTable.row({
    timeDays: day,
    avs: avsName,
    set: name,
    members: members.length,
    slashableUsd: members.reduce((sum, { cents }) => sum + cents, 0) / 100,
    withdrawingUsd: members.reduce((sum, { withdrawingCents }) => sum + withdrawingCents, 0) / 100,
    profitUsd,
    costUsd: cost / 100,
    slack: profitUsd > 0 ? cost / 100 / profitUsd - 1 : null,
    lost,
  });
}
