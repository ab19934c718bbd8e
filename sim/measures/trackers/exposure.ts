import { activeMemberships, allocatedFraction, strategyUsd } from '../../state/stake.ts';
import type { State } from '../../state/state.ts';
import type { Holdings } from './holdings.ts';

/** Stake of each holder that each set could slash. Holders are the cohorts, then each group's own stake. */
export interface SetExposure {
  /** Summed over days, in USD-days, `[holder * sets + set]`. */
  readonly usdDays: Float64Array;
  /** Adds a day, with the stake as it stands at its end. */
  addDay(): void;
}

/** Exposure over no time yet. */
export function createExposure(state: State, holdings: Holdings): SetExposure {
  const { world, operators, mirrors } = state;
  const usdDays = new Float64Array(holdings.cohorts * world.sets.length);
  return {
    usdDays,
    addDay: () => {
      for (const { id } of operators) {
        for (const membership of activeMemberships(state, id)) {
          const set = mirrors.memberships.set[membership]!;
          for (const strategy of world.sets[set]!.strategies) {
            const usd = allocatedFraction(state, membership, strategy) * strategyUsd(state, strategy);
            if (usd === 0) continue;
            for (let holder = 0; holder < holdings.cohorts; holder++) {
              usdDays[holder * world.sets.length + set]! += holdings.shares(id, holder, strategy) * usd;
            }
          }
        }
      }
    },
  };
}
