import { queuedShares, sharesToFloat } from '../../protocol/index.ts';
import type { Attribution } from '../../protocol/rewards/index.ts';
import { type AccountTraits, startPriceUsd } from '../../scenario/index.ts';
import type { State } from '../../state/state.ts';
import { type Holdings, heldShares } from './holdings.ts';

/** Tokens outside restaking, by account, `[strategy]`. */
export type TokensOutside = ReadonlyMap<number, readonly bigint[]>;

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

/** A cohort at one moment: units of each strategy by where they are, and USD earned since the start. */
export interface CohortState {
  readonly delegated: readonly number[];
  readonly queued: readonly number[];
  readonly outside: readonly number[];
  /** Slashed since the start; below 0 by rounding alone. */
  readonly lost: readonly number[];
  readonly earnedUsd: number;
}

/** The state of every cohort, with what the streams have paid it. */
export function cohortStates(
  state: State,
  accounts: AccountTraits,
  start: CohortStart,
  holdings: Holdings,
  outside: TokensOutside,
  earned: Attribution,
): CohortState[] {
  const { world, ledger, mirrors, operators, rewards } = state;
  const first = operators.length;
  const queued = grid(state);
  for (const { id, account, strategies } of ledger.withdrawals.pending.values()) {
    const cohort = accounts.cohort[account - first]!;
    queuedShares(ledger, id).forEach((shares, i) => {
      queued[cohort]![strategies[i]!]! += sharesToFloat(shares);
    });
  }
  const out = grid(state);
  for (const [account, tokens] of outside) {
    const cohort = accounts.cohort[account - first]!;
    tokens.forEach((amount, k) => {
      out[cohort]![k]! += sharesToFloat(amount);
    });
  }
  return world.cohorts.map((_, cohort) => {
    const delegated = world.strategies.map((_, strategy) =>
      operators.reduce((sum, { id }) => sum + heldShares(holdings, mirrors, id, cohort, strategy), 0),
    );
    return {
      delegated,
      queued: queued[cohort]!,
      outside: out[cohort]!,
      lost: start.units[cohort]!.map(
        (amount, k) => amount - delegated[k]! - queued[cohort]![k]! - out[cohort]![k]!,
      ),
      earnedUsd: rewards.flows.reduce(
        (sum, _, stream) => sum + earned.usd[stream * rewards.cohorts + cohort]!,
        0,
      ),
    };
  });
}

/** Worth of a cohort in USD: what it has left of its stake, at starting prices, and what it earned. */
export function worthUsd(state: State, start: readonly number[], { lost, earnedUsd }: CohortState): number {
  const { scenario } = state.world;
  return start.reduce(
    // Rounding of shares to base units is not a loss.
    (sum, units, k) =>
      sum +
      (lost[k]! < 1e-9 * units ? units : units - lost[k]!) * startPriceUsd(scenario, scenario.strategies[k]!),
    earnedUsd,
  );
}
