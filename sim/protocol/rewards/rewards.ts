import type { Mirrors } from '../ledger/mirrors.ts';
import { type Accumulators, createAccumulators } from './accumulators.ts';
import { createMidnightSnapshot, type MidnightSnapshot } from './midnight-snapshot.ts';
import { createPositions, type Positions } from './positions.ts';
import { createFlow, type RewardFlow } from './reward-flow.ts';
import { checkStream, type RewardStream } from './reward-streams.ts';
import { createSplits, type Splits } from './splits.ts';
import { createStatements, type Statements } from './statements.ts';

/**
 * Reward flows of a run: pools paid each midnight for the day that ended, operators' cuts at once, delegators'
 * parts through accumulators that are settled when a position changes. A day costs O(memberships + accounts
 * touched), whatever the number of accounts.
 */
export interface Rewards {
  readonly mirrors: Mirrors;
  readonly splits: Splits;
  /** One per stream, in the order given. */
  readonly flows: readonly RewardFlow[];
  readonly accumulators: Accumulators;
  readonly snapshot: MidnightSnapshot;
  readonly positions: Positions;
  /** The cohort of each account, from 0 to cohorts - 1. */
  readonly cohortOf: Int32Array;
  readonly cohorts: number;
  /** Settled earnings of cohorts; `attributionNow` adds the unsettled ones. */
  readonly attribution: Attribution;
  /** Settled earnings of each account as restaker; `earnedUsdOf` adds the unsettled ones. */
  readonly earnedUsd: Float64Array;
  /** What each account was paid by each stream, where the run keeps that. */
  readonly statements: Statements | undefined;
  readonly lastDay: LastDay;
  /** Day of the snapshot that the next midnight pays for; -1 until the first is taken. */
  day: number;
  /** Whether this midnight's pay has begun. */
  paying: boolean;
}

/** What restakers earned (an operator's own stake among them), `[stream * cohorts + cohort]`. */
export interface Attribution {
  readonly tokens: Float64Array;
  /** At the token's price on the day of pay: restakers value rewards as they are paid. */
  readonly usd: Float64Array;
}

/** What the last settled day brought, for operators to learn from. */
export interface LastDay {
  /** What the operator kept of its pay, all streams, `[operator]`. */
  readonly operatorCutUsd: Float64Array;
  /** What went to the operator's delegators, all streams, `[operator]`. */
  readonly restUsd: Float64Array;
  /** The operator's pay from the set's streams before its split, `[membership]`. */
  paidUsd: Float64Array;
  /** 1 for operators that were registered to any set, `[operator]`. */
  readonly earner: Uint8Array;
}

/** What a world must say about its rewards. */
export interface RewardsTerms {
  readonly streams: readonly RewardStream[];
  /** Cohort of each account, for attribution. */
  readonly cohortOf: Int32Array;
  readonly cohorts: number;
  /** Split of operators that set none; 10 % if left out. */
  readonly defaultSplit?: number;
  /** Whether to keep what each account was paid by each stream; no if left out. */
  readonly statements?: boolean;
}

/**
 * Rewards of a world that has paid nothing yet. Call `closeDay` at time 0, once the world is set up, to take
 * the first snapshot.
 * @throws if a stream, a cohort or the default split is out of range.
 */
export function createRewards(mirrors: Mirrors, terms: RewardsTerms): Rewards {
  const { streams, cohortOf, cohorts, defaultSplit = 0.1 } = terms;
  const operators = mirrors.memberships.ofOperator.length;
  const accounts = mirrors.delegatedTo.length;
  for (const stream of streams) checkStream(stream, mirrors.strategies);
  if (cohortOf.length !== accounts)
    throw new Error(`invalid cohorts: ${cohortOf.length}\ngive one for each of the ${accounts} accounts`);
  for (const cohort of cohortOf)
    if (!(cohort >= 0 && cohort < cohorts))
      throw new Error(`unknown cohort: ${cohort}\ngive a number from 0 to ${cohorts - 1}`);
  return {
    mirrors,
    splits: createSplits(operators, defaultSplit),
    flows: streams.map(createFlow),
    accumulators: createAccumulators(mirrors.operatorShares.length),
    snapshot: createMidnightSnapshot(mirrors),
    positions: createPositions(mirrors),
    cohortOf,
    cohorts,
    attribution: {
      tokens: new Float64Array(streams.length * cohorts),
      usd: new Float64Array(streams.length * cohorts),
    },
    earnedUsd: new Float64Array(accounts),
    statements: terms.statements ? createStatements(operators, accounts) : undefined,
    lastDay: {
      operatorCutUsd: new Float64Array(operators),
      restUsd: new Float64Array(operators),
      paidUsd: new Float64Array(0),
      earner: new Uint8Array(operators),
    },
    day: -1,
    paying: false,
  };
}
