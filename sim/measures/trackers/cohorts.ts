import type { AccountId } from '../../ids.ts';
import { attributionNow } from '../../protocol/rewards/index.ts';
import { type AccountTraits, startPriceUsd } from '../../scenario/index.ts';
import { strategyUsd } from '../../state/stake.ts';
import type { State } from '../../state/state.ts';
import { ROUNDING } from './cohort-outcomes.ts';
import type { EarnedShares } from './earned-shares.ts';
import type { Holdings } from './holdings.ts';
import { eachOutside, eachQueued, type TokensOutside } from './stake-elsewhere.ts';

/** Units of each strategy that each cohort has in one place, `[cohort][strategy]`. */
function grid(state: State): number[][] {
  return state.world.cohorts.map(() => state.world.strategies.map(() => 0));
}

/** Accounts of each cohort, and the units of each strategy that it started with. */
export interface CohortStart {
  readonly accounts: number[];
  readonly units: number[][];
}

/** What the cohorts start with. */
export function cohortStart(state: State, traits: AccountTraits): CohortStart {
  const S = state.mirrors.strategies;
  const start: CohortStart = { accounts: state.world.cohorts.map(() => 0), units: grid(state) };
  for (let index = 0; index < traits.count; index++) {
    const cohort = traits.cohort[index]!;
    start.accounts[cohort]!++;
    for (let k = 0; k < S; k++) start.units[cohort]![k]! += traits.stake[index * S + k]!;
  }
  return start;
}

/** A cohort at one moment: units of each strategy by where they are, and what it earned since the start. */
export interface CohortState {
  readonly delegated: readonly number[];
  readonly queued: readonly number[];
  readonly outside: readonly number[];
  /** Slashed since the start; below 0 by rounding alone. */
  readonly lost: readonly number[];
  /** Rewards since the start, as the shares that they would have bought when paid. */
  readonly earned: readonly number[];
  /** Rewards since the start, valued when paid. */
  readonly earnedUsd: number;
}

/** What the states of cohorts are read from, besides the state of the run. */
export interface CohortSources {
  readonly accounts: AccountTraits;
  readonly start: CohortStart;
  readonly holdings: Holdings;
  readonly outside: TokensOutside;
  readonly earnedShares: EarnedShares;
}

/** The state of every cohort, with what the streams have paid it. */
export function cohortStates(
  state: State,
  { accounts, start, holdings, outside, earnedShares }: CohortSources,
): CohortState[] {
  const { world, operators, rewards } = state;
  const cohortOf = (account: AccountId): number => accounts.cohort[account - operators.length]!;
  const queued = grid(state);
  eachQueued(state, (account, strategy, units) => {
    queued[cohortOf(account)]![strategy]! += units;
  });
  const out = grid(state);
  eachOutside(outside, (account, strategy, units) => {
    out[cohortOf(account)]![strategy]! += units;
  });
  const earned = grid(state);
  for (let index = 0; index < accounts.count; index++) {
    const row = earned[accounts.cohort[index]!]!;
    for (let k = 0; k < row.length; k++) row[k]! += earnedShares.of(operators.length + index, k);
  }
  const paid = attributionNow(rewards);
  return world.cohorts.map((_, cohort) => {
    const delegated = world.strategies.map((_, strategy) =>
      operators.reduce((sum, { id }) => sum + holdings.shares(id, cohort, strategy), 0),
    );
    return {
      delegated,
      queued: queued[cohort]!,
      outside: out[cohort]!,
      lost: start.units[cohort]!.map(
        (units, k) => units - delegated[k]! - queued[cohort]![k]! - out[cohort]![k]!,
      ),
      earned: earned[cohort]!,
      earnedUsd: rewards.flows.reduce(
        (sum, _, stream) => sum + paid.usd[stream * rewards.cohorts + cohort]!,
        0,
      ),
    };
  });
}

/** Worth of a cohort in USD, in two numeraires. */
export interface Worth {
  /**
   * In units of its stake: what is left of it, and the shares that its rewards would have bought when paid, at constant
   * prices, those of the start.
   */
  readonly constantUsd: number;
  /** What is left of its stake at the prices of the day, and its rewards, kept in USD as they were valued when paid. */
  readonly usd: number;
  /** Of that, its rewards. */
  readonly earnedUsd: number;
}

/** Worth of a cohort that started with so many units of each strategy. */
export function worthOf(
  state: State,
  start: readonly number[],
  { delegated, queued, outside, lost, earned, earnedUsd }: CohortState,
): Worth {
  const { scenario } = state.world;
  let constantUsd = 0;
  let usd = earnedUsd;
  start.forEach((units, k) => {
    const left = lost[k]! < ROUNDING * units ? units : units - lost[k]!;
    constantUsd += (left + earned[k]!) * startPriceUsd(scenario, scenario.strategies[k]!);
    usd += (delegated[k]! + queued[k]! + outside[k]!) * strategyUsd(state, k);
  });
  return { constantUsd, usd, earnedUsd };
}
