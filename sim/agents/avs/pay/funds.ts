import type { Service } from '../../../economy/index.ts';
import type { TreasuryTerms } from '../../../scenario/index.ts';
import type { State } from '../../../state/state.ts';

/**
 * Most times the tokens of its first week that an AVS pays a week where no treasury is stated: a budget in USD then
 * holds until its token has lost nine tenths.
 */
const MOST_TIMES_FIRST_WEEK = 10;

/** What one AVS can pay from. */
interface Funds {
  /** Tokens that it can pay for this day. */
  affordable(): number;
  /** Takes out what a day's pay cost, in tokens, refunds left in. */
  spend(tokens: number): void;
}

/** The funds of all AVSs that have a budget. */
export interface AllFunds {
  /** Publishes which part of its budget each AVS can pay for the day that ends, at the week's tokens per USD, `[avs]`. */
  open(tokensPerUsd: Readonly<Float64Array>): void;
  /** Takes what a set was paid, in tokens, out of the funds of its AVS. */
  spend(avs: number, tokens: number): void;
}

/** Funds as the scenario states them; they fill with fees and empty with pay. */
export function createFunds(state: State, service: Service): AllFunds {
  const { world, budgets, funding } = state;
  const funds = world.avss.map(({ id, spec }): Funds | undefined => {
    if (spec.budget === undefined) return undefined;
    const { treasury, token } = spec.budget;
    const asset = world.assets.indexOf(token);
    return fundsOf(treasury, {
      usdPerToken: () => state.prices.usd[asset]!,
      usdPerWeek: () => budgets[id]!.usdPerWeek,
      feesUsd: () => {
        let usd = 0;
        for (const task of world.tasks) if (task.avs === id) usd += service.avsFeesUsd[task.id]!;
        return usd;
      },
    });
  });
  return {
    open: tokensPerUsd => {
      for (const [avs, own] of funds.entries()) {
        const budget = budgets[avs];
        if (own === undefined || budget === undefined) continue;
        const wanted = (budget.usdPerWeek / 7) * tokensPerUsd[avs]!;
        const affordable = own.affordable();
        funding[avs] = wanted > affordable ? affordable / wanted : 1;
      }
    },
    spend: (avs, tokens) => funds[avs]!.spend(tokens),
  };
}

/** What moves the funds of an AVS from outside. */
interface Surroundings {
  /** Price of its token now. */
  readonly usdPerToken: () => number;
  /** Its budget now. */
  readonly usdPerWeek: () => number;
  /** Its own share of the fees of the day that ends. */
  readonly feesUsd: () => number;
}

/** Funds by what a scenario says of them. Only a treasury empties: the bound of one that is not stated is a rate. */
function fundsOf(terms: TreasuryTerms, { usdPerToken, usdPerWeek, feesUsd }: Surroundings): Funds {
  if (terms === 'unlimited') return { affordable: () => Number.POSITIVE_INFINITY, spend: () => {} };
  if (terms === undefined) {
    let most = 0;
    return {
      affordable: () => {
        // Its first week is that in which it first has something to pay.
        if (most === 0) most = (MOST_TIMES_FIRST_WEEK * usdPerWeek()) / (7 * usdPerToken());
        return most;
      },
      spend: () => {},
    };
  }
  // Tokens, or USD that buy them at the price of the day.
  const unitsPerToken = terms.usd === undefined ? () => 1 : usdPerToken;
  let balance = terms.usd ?? terms.tokens!;
  return {
    affordable: () => {
      const fees = terms.feeShare * feesUsd();
      balance += terms.usd === undefined ? fees / usdPerToken() : fees;
      return balance / unitsPerToken();
    },
    spend: tokens => {
      balance = Math.max(0, balance - tokens * unitsPerToken());
    },
  };
}
