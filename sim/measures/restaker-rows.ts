import { queuedShares, sharesToFloat } from '../protocol/index.ts';
import { attributionNow, earnedUsdOf } from '../protocol/rewards/index.ts';
import { type AccountTraits, startPriceUsd } from '../scenario/index.ts';
import { weightedQuantile } from './concentration.ts';
import { type Holdings, heldShares } from './holdings.ts';
import type { Row } from './tables.ts';
import { strategyUsd, type View } from './view.ts';

/** Tokens outside restaking, by account, `[strategy]`. */
export type TokensOutside = ReadonlyMap<number, readonly bigint[]>;

/** Units of each strategy that each cohort has in one place, `[cohort][strategy]`. */
function grid(view: View): number[][] {
  return view.world.cohorts.map(() => view.world.strategies.map(() => 0));
}

/** Accounts of each cohort, and the units of each strategy that it started with. */
export interface CohortStart {
  readonly accounts: number[];
  readonly units: number[][];
}

/** What the cohorts start with. */
export function cohortStart(view: View, traits: AccountTraits): CohortStart {
  const S = view.mirrors.strategies;
  const start: CohortStart = { accounts: view.world.cohorts.map(() => 0), units: grid(view) };
  for (let index = 0; index < traits.count; index++) {
    const cohort = traits.cohort[index]!;
    start.accounts[cohort]!++;
    for (let k = 0; k < S; k++) start.units[cohort]![k]! += traits.stake[index * S + k]!;
  }
  return start;
}

/** Rows of the table `restakers` at the end of a sample period. */
export function restakerRows(
  view: View,
  day: number,
  accounts: AccountTraits,
  start: CohortStart,
  holdings: Holdings,
  outside: TokensOutside,
  moves: Int32Array,
): Row[] {
  const { world, ledger, mirrors, operators, rewards } = view;
  const first = operators.length;
  const queued = grid(view);
  for (const { id, account, strategies } of ledger.withdrawals.pending.values()) {
    const cohort = accounts.cohort[account - first]!;
    queuedShares(ledger, id).forEach((shares, i) => {
      queued[cohort]![strategies[i]!]! += sharesToFloat(shares);
    });
  }
  const out = grid(view);
  for (const [account, tokens] of outside) {
    const cohort = accounts.cohort[account - first]!;
    tokens.forEach((amount, k) => {
      out[cohort]![k]! += sharesToFloat(amount);
    });
  }
  const earned = attributionNow(rewards);
  const usd = (units: readonly number[]): number =>
    units.reduce((sum, amount, strategy) => sum + amount * strategyUsd(view, strategy), 0);

  return world.cohorts.map(({ name }, cohort) => {
    const delegated = world.strategies.map((_, strategy) =>
      operators.reduce((sum, { id }) => sum + heldShares(holdings, mirrors, id, cohort, strategy), 0),
    );
    const lost = start.units[cohort]!.map(
      (amount, k) => amount - delegated[k]! - queued[cohort]![k]! - out[cohort]![k]!,
    );
    return {
      table: 'restakers',
      values: [
        day,
        name,
        start.accounts[cohort]!,
        usd(delegated),
        usd(queued[cohort]!),
        usd(out[cohort]!),
        rewards.flows.reduce((sum, _, stream) => sum + earned.usd[stream * rewards.cohorts + cohort]!, 0),
        Math.max(0, usd(lost)),
        moves[cohort]!,
      ],
    };
  });
}

/** Rows of the table `outcomes`: each account's yearly returns on its stake at the start, at starting prices. */
export function outcomeRows(
  view: View,
  days: number,
  accounts: AccountTraits,
  outside: TokensOutside,
): Row[] {
  const { world, ledger, mirrors, operators, rewards } = view;
  const S = mirrors.strategies;
  const first = operators.length;
  const price = world.scenario.strategies.map(strategy => startPriceUsd(world.scenario, strategy));
  const left = new Float64Array(accounts.count * S);
  for (let index = 0; index < accounts.count; index++) {
    const operator = mirrors.delegatedTo[first + index]!;
    for (let k = 0; k < S; k++) {
      const factor = operator < 0 ? 1 : mirrors.maxMagnitude[operator * S + k]!;
      left[index * S + k] = mirrors.scaledShares[(first + index) * S + k]! * factor;
    }
  }
  for (const { id, account, strategies } of ledger.withdrawals.pending.values()) {
    queuedShares(ledger, id).forEach((shares, i) => {
      left[(account - first) * S + strategies[i]!]! += sharesToFloat(shares);
    });
  }
  for (const [account, tokens] of outside) {
    tokens.forEach((amount, k) => {
      left[(account - first) * S + k]! += sharesToFloat(amount);
    });
  }
  const years = days / 365;
  return world.cohorts.map(({ name }, cohort) => {
    const stakes: number[] = [];
    const nets: number[] = [];
    let gross = 0;
    let loss = 0;
    let losers = 0;
    for (let index = 0; index < accounts.count; index++) {
      if (accounts.cohort[index] !== cohort) continue;
      let stake = 0;
      let lost = 0;
      for (let k = 0; k < S; k++) {
        stake += accounts.stake[index * S + k]! * price[k]!;
        lost += (accounts.stake[index * S + k]! - left[index * S + k]!) * price[k]!;
      }
      if (stake <= 0) continue;
      const earned = earnedUsdOf(rewards, first + index);
      // Rounding of shares to base units is not a loss.
      if (lost < 1e-9 * stake) lost = 0;
      gross += earned;
      loss += lost;
      if (lost > earned) losers += stake;
      stakes.push(stake);
      nets.push((earned - lost) / stake / years);
    }
    const total = stakes.reduce((a, b) => a + b, 0);
    const yearly = (usd: number): number | null => (total > 0 ? usd / total / years : null);
    return {
      table: 'outcomes',
      values: [
        name,
        stakes.length,
        total,
        yearly(gross),
        yearly(loss),
        yearly(gross - loss),
        weightedQuantile(nets, stakes, 0.05),
        weightedQuantile(nets, stakes, 0.5),
        weightedQuantile(nets, stakes, 0.95),
        total > 0 ? losers / total : null,
      ],
    };
  });
}
