import type { State } from '../../../state/state.ts';
import type { CohortState } from '../../trackers/cohorts.ts';
import { cohort, quantity, text, time } from '../column-kinds.ts';
import { defineTable, type Row } from '../define-table.ts';

const tokens = (meaning: string) => quantity('tokens', meaning);

/** The table `holdings`. */
export const holdingsTable = defineTable({
  name: 'holdings',
  meaning:
    'What each cohort of restakers has of each asset, at the start and at the end of each week and of the run',
  columns: {
    timeDays: time,
    cohort,
    strategy: text('Asset that is restaked'),
    delegatedTokens: tokens('Withdrawable stake delegated to operators'),
    queuedTokens: tokens('Stake in the withdrawal queue, after slashes'),
    outsideTokens: tokens('Stake that left restaking'),
    lostTokens: tokens('Stake lost to slashes since the start'),
    earnedTokens: tokens(
      'Rewards for its stake in the asset since the start: each as what it would have bought of the asset when paid',
    ),
  },
});

/** Rows of the table `holdings` at a moment: one for each cohort and strategy. */
export function holdingRows({ world }: State, day: number, cohorts: readonly CohortState[]): Row[] {
  return world.cohorts.flatMap(({ name }, id) => {
    const { delegated, queued, outside, lost, earned } = cohorts[id]!;
    return world.scenario.strategies.map((strategy, k) =>
      holdingsTable.row({
        timeDays: day,
        cohort: name,
        strategy,
        delegatedTokens: delegated[k]!,
        queuedTokens: queued[k]!,
        outsideTokens: outside[k]!,
        // Rounding alone may bring it below 0.
        lostTokens: Math.max(0, lost[k]!),
        earnedTokens: earned[k]!,
      }),
    );
  });
}
