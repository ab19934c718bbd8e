import { strategyUsd } from '../../../state/stake.ts';
import type { State } from '../../../state/state.ts';
import type { CohortStart, CohortState } from '../../trackers/cohorts.ts';
import type { SlashCosts } from '../../trackers/slash-costs.ts';
import { cohort, count, fraction, optional, time, usd } from '../column-kinds.ts';
import { defineTable, type Row } from '../define-table.ts';

/** The table `restakers`. */
export const restakersTable = defineTable({
  name: 'restakers',
  meaning: 'Each cohort of restakers, once a sample period',
  columns: {
    timeDays: time,
    cohort,
    accounts: count('Accounts in the cohort'),
    delegatedUsd: usd('Withdrawable stake delegated to operators'),
    queuedUsd: usd('Stake in the withdrawal queue: still slashable, earns nothing'),
    outsideUsd: usd('Stake that left restaking'),
    earnedUsd: usd('Rewards earned since the start, valued when paid'),
    slashedUsd: usd('Stake lost to slashes since the start, valued when slashed'),
    lostUsd: usd('The same stake as it would be worth now'),
    moves: count('Delegations, undelegations and re-delegations begun during the period'),
    leastDelegatedFraction: optional(
      fraction(
        'Delegated part of its stake, what was slashed counted among the rest, on the day of the period on which it was least; empty without stake',
      ),
    ),
  },
});

/** What the rows of restakers are made from, besides the state; all by cohort. */
export interface RestakersSources {
  readonly start: CohortStart;
  readonly cohorts: readonly CohortState[];
  readonly costs: SlashCosts;
  /** Moves of accounts begun during the period. */
  readonly moves: Int32Array;
  /** Least delegated part of the stake on a day of the period; null without stake. */
  readonly leastDelegated: (cohort: number) => number | null;
}

/** Rows of the table `restakers` at the end of a sample period: one for each cohort. */
export function restakerRows(
  state: State,
  day: number,
  { start, cohorts, costs, moves, leastDelegated }: RestakersSources,
): Row[] {
  const worth = (units: readonly number[]): number =>
    units.reduce((sum, amount, strategy) => sum + amount * strategyUsd(state, strategy), 0);
  return state.world.cohorts.map(({ name }, id) => {
    const { delegated, queued, outside, lost, earnedUsd } = cohorts[id]!;
    return restakersTable.row({
      timeDays: day,
      cohort: name,
      accounts: start.accounts[id]!,
      delegatedUsd: worth(delegated),
      queuedUsd: worth(queued),
      outsideUsd: worth(outside),
      earnedUsd,
      slashedUsd: slashedUsd(costs, id, state.world.sets.length),
      lostUsd: Math.max(0, worth(lost)),
      moves: moves[id]!,
      leastDelegatedFraction: leastDelegated(id),
    });
  });
}

/** What slashes of all sets have cost a holder, in USD valued when slashed. */
function slashedUsd({ stakeUsd, queueUsd }: SlashCosts, holder: number, sets: number): number {
  let usd = 0;
  for (let at = holder * sets; at < (holder + 1) * sets; at++) usd += stakeUsd[at]! + queueUsd[at]!;
  return usd;
}
