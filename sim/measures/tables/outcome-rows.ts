import { queuedShares, sharesToFloat } from '../../protocol/index.ts';
import { earnedUsdOf } from '../../protocol/rewards/index.ts';
import { type AccountTraits, startPriceUsd } from '../../scenario/index.ts';
import type { State } from '../../state/state.ts';
import { weightedQuantiles } from '../statistics/concentration.ts';
import {
  annualisedReturn,
  maxDrawdown,
  returnsOf,
  sharpe,
  sortino,
  timeUnderWater,
  volatility,
} from '../statistics/returns.ts';
import { conditionalValueAtRisk, probabilityOfLoss, valueAtRisk } from '../statistics/tail.ts';
import type { TokensOutside } from '../trackers/cohorts.ts';
import type { Row } from './index.ts';

/** Level of the tail figures: they speak of the worst twentieth of the stake. */
export const TAIL_LEVEL = 0.95;

/** Weeks in a year. */
const WEEKS = 365 / 7;

/** What the accounts of a cohort that had stake got, in USD over the run, at starting prices. */
export interface CohortOutcome {
  /** Number of each account among the restakers' accounts, with its stake at the start. */
  readonly accounts: readonly number[];
  readonly stakes: readonly number[];
  readonly earned: readonly number[];
  readonly lost: readonly number[];
}

/** Outcome of each cohort. */
export function cohortOutcomes(
  state: State,
  accounts: AccountTraits,
  outside: TokensOutside,
): CohortOutcome[] {
  const { world, mirrors, operators, rewards } = state;
  const S = mirrors.strategies;
  const price = world.scenario.strategies.map(strategy => startPriceUsd(world.scenario, strategy));
  const left = unitsLeft(state, accounts, outside);
  return world.cohorts.map((_, cohort) => {
    const outcome = {
      accounts: [] as number[],
      stakes: [] as number[],
      earned: [] as number[],
      lost: [] as number[],
    };
    for (let index = 0; index < accounts.count; index++) {
      if (accounts.cohort[index] !== cohort) continue;
      let stake = 0;
      let lost = 0;
      for (let k = 0; k < S; k++) {
        stake += accounts.stake[index * S + k]! * price[k]!;
        lost += (accounts.stake[index * S + k]! - left[index * S + k]!) * price[k]!;
      }
      if (stake <= 0) continue;
      outcome.accounts.push(index);
      outcome.stakes.push(stake);
      outcome.earned.push(earnedUsdOf(rewards, operators.length + index));
      // Rounding of shares to base units is not a loss.
      outcome.lost.push(lost < 1e-9 * stake ? 0 : lost);
    }
    return outcome;
  });
}

/** Units that each account still has, wherever they are, `[account * S + strategy]`. */
function unitsLeft(state: State, accounts: AccountTraits, outside: TokensOutside): Float64Array {
  const { ledger, mirrors, operators } = state;
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
  return left;
}

/**
 * Rows of the table `outcomes`: each account's yearly returns on its stake at the start, at starting prices.
 *
 * @param worth each cohort's worth at the start and at the end of each week, in USD
 * @param diversification,exitValue by cohort: see `Diversification` and `ExitValues`
 */
export function outcomeRows(
  state: State,
  days: number,
  outcomes: readonly CohortOutcome[],
  worth: readonly (readonly number[])[],
  diversification: (cohort: number) => number | null,
  exitValue: (cohort: number) => number | null,
): Row[] {
  const years = days / 365;
  return state.world.cohorts.map(({ name, spec }, cohort) => {
    const { stakes, earned, lost } = outcomes[cohort]!;
    const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
    const total = sum(stakes);
    const gross = sum(earned);
    const loss = sum(lost);
    const yearly = (usd: number): number | null => (total > 0 ? usd / total / years : null);
    const nets = stakes.map((stake, i) => (earned[i]! - lost[i]!) / stake / years);
    const slashes = { losses: stakes.map((stake, i) => lost[i]! / stake / years), weights: stakes };
    const edge = valueAtRisk(slashes, TAIL_LEVEL);
    const net = { losses: nets.map(value => -value), weights: stakes };
    const values = total > 0 ? worth[cohort]! : [];
    const returns = returnsOf(values);
    const { baseYield } = spec.policy;
    return {
      table: 'outcomes',
      values: [
        name,
        stakes.length,
        total,
        yearly(gross),
        yearly(loss),
        yearly(gross - loss),
        ...weightedQuantiles(nets, stakes, [0.05, 0.5, 0.95]),
        probabilityOfLoss(net),
        edge,
        conditionalValueAtRisk(slashes, TAIL_LEVEL, edge),
        conditionalValueAtRisk(net, TAIL_LEVEL),
        annualisedReturn(values, WEEKS),
        volatility(values, WEEKS),
        sharpe(returns, WEEKS, baseYield),
        sortino(returns, WEEKS, baseYield),
        values.length > 1 ? maxDrawdown(values) : null,
        timeUnderWater(values),
        diversification(cohort),
        exitValue(cohort),
      ],
    };
  });
}
