import { strategyUsd } from '../../state/stake.ts';
import type { State } from '../../state/state.ts';
import type { CohortStart, CohortState } from '../trackers/cohorts.ts';
import type { Row } from './index.ts';

/** Rows of the table `restakers` at the end of a sample period. */
export function restakerRows(
  state: State,
  day: number,
  start: CohortStart,
  states: readonly CohortState[],
  moves: Int32Array,
): Row[] {
  const usd = (units: readonly number[]): number =>
    units.reduce((sum, amount, strategy) => sum + amount * strategyUsd(state, strategy), 0);
  return state.world.cohorts.map(({ name }, cohort) => {
    const { delegated, queued, outside, lost, earnedUsd } = states[cohort]!;
    return {
      table: 'restakers',
      values: [
        day,
        name,
        start.accounts[cohort]!,
        usd(delegated),
        usd(queued),
        usd(outside),
        earnedUsd,
        Math.max(0, usd(lost)),
        moves[cohort]!,
      ],
    };
  });
}
