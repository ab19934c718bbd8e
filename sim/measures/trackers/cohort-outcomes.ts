import type { AccountId, StrategyId } from '../../ids.ts';
import { type AccountTraits, startPriceUsd } from '../../scenario/index.ts';
import type { State } from '../../state/state.ts';
import type { EarnedShares } from './earned-shares.ts';
import { eachOutside, eachQueued, type TokensOutside } from './stake-elsewhere.ts';

/** What the accounts of a cohort that had stake got over the run, in USD at constant prices, those of the start. */
export interface CohortOutcome {
  /** Number of each account among the restakers' accounts, with its stake at the start. */
  readonly accounts: number[];
  readonly stakes: number[];
  /** Rewards, as the stake that they would have bought when paid. */
  readonly earned: number[];
  readonly lost: number[];
}

/** What the outcomes of cohorts are read from, besides the state of the run. */
export interface OutcomeSources {
  readonly accounts: AccountTraits;
  readonly outside: TokensOutside;
  readonly earnedShares: EarnedShares;
}

/** Part of a stake below which a loss is the rounding of shares to base units. */
export const ROUNDING = 1e-9;

/** Outcome of each cohort at the end of a run. */
export function cohortOutcomes(
  state: State,
  { accounts, outside, earnedShares }: OutcomeSources,
): CohortOutcome[] {
  const { world, mirrors, operators } = state;
  const S = mirrors.strategies;
  const price = world.scenario.strategies.map(strategy => startPriceUsd(world.scenario, strategy));
  const left = unitsLeft(state, accounts, outside);
  const outcomes = world.cohorts.map(
    (): CohortOutcome => ({ accounts: [], stakes: [], earned: [], lost: [] }),
  );
  for (let index = 0; index < accounts.count; index++) {
    let stake = 0;
    let earned = 0;
    let lost = 0;
    for (let at = index * S, k = 0; k < S; k++, at++) {
      stake += accounts.stake[at]! * price[k]!;
      earned += earnedShares.of(operators.length + index, k) * price[k]!;
      lost += (accounts.stake[at]! - left[at]!) * price[k]!;
    }
    if (stake <= 0) continue;
    const outcome = outcomes[accounts.cohort[index]!]!;
    outcome.accounts.push(index);
    outcome.stakes.push(stake);
    outcome.earned.push(earned);
    outcome.lost.push(lost < ROUNDING * stake ? 0 : lost);
  }
  return outcomes;
}

/** Units that each account still has, wherever they are, `[account * strategies + strategy]`. */
function unitsLeft(state: State, accounts: AccountTraits, outside: TokensOutside): Float64Array {
  const { mirrors, operators } = state;
  const S = mirrors.strategies;
  const first = operators.length;
  const left = new Float64Array(accounts.count * S);
  for (let index = 0; index < accounts.count; index++) {
    const operator = mirrors.delegatedTo[first + index]!;
    for (let k = 0; k < S; k++) {
      const factor = operator < 0 ? 1 : mirrors.maxMagnitude[operator * S + k]!;
      left[index * S + k] = mirrors.scaledShares[(first + index) * S + k]! * factor;
    }
  }
  const add = (account: AccountId, strategy: StrategyId, units: number): void => {
    left[(account - first) * S + strategy]! += units;
  };
  eachQueued(state, add);
  eachOutside(outside, add);
  return left;
}
