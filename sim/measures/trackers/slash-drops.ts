import type { OperatorId, SetId } from '../../ids.ts';
import { strategyUsd } from '../../state/stake.ts';
import type { State } from '../../state/state.ts';

/** A slash of one operator: its number among all slashes, and by strategy the magnitude lost, from 0 to 1, and the price. */
export interface SlashDrop {
  readonly number: number;
  readonly set: SetId;
  readonly magnitudes: Float64Array;
  /** USD by share when it was carried out. */
  readonly pricesUsd: Float64Array;
}

/** By how much every slash lowered the maximum magnitudes of its operator: the part of stake that it took. */
export interface SlashDrops {
  /** Slashes of each operator, `[operator]`, in order. */
  readonly of: readonly (readonly SlashDrop[])[];
  /** Number of slashes so far. */
  count(): number;
  /** Adds a slash that was just carried out. */
  add(operator: OperatorId, set: SetId): SlashDrop;
}

/** No slashes yet. */
export function createSlashDrops(state: State): SlashDrops {
  const { mirrors } = state;
  const S = mirrors.strategies;
  const before = mirrors.maxMagnitude.slice();
  const of: SlashDrop[][] = mirrors.memberships.ofOperator.map(() => []);
  let count = 0;
  return {
    of,
    count: () => count,
    add: (operator, set) => {
      const magnitudes = new Float64Array(S);
      for (let strategy = 0; strategy < S; strategy++) {
        const now = mirrors.maxMagnitude[operator * S + strategy]!;
        magnitudes[strategy] = before[operator * S + strategy]! - now;
        before[operator * S + strategy] = now;
      }
      const pricesUsd = Float64Array.from(magnitudes, (_, strategy) => strategyUsd(state, strategy));
      const drop = { number: count++, set, magnitudes, pricesUsd };
      of[operator]!.push(drop);
      return drop;
    },
  };
}
