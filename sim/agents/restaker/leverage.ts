import { priority } from '../../engine/index.ts';
import { sample } from '../../scenario/index.ts';
import type { RestakerContext } from './context.ts';
import { accountsOf } from './delegation.ts';

/** Restakers of a cohort that hold its token on borrowed money. */
interface IndebtedCohort {
  readonly cohort: number;
  /** Its first account, and accounts of each restaker: they are consecutive. */
  readonly from: number;
  readonly accounts: number;
  /** Its liquid restaking token, by number of the asset. */
  readonly token: number;
  /** Discount of the token at which each restaker is liquidated, and the least of them. */
  readonly fatal: readonly number[];
  readonly leastFatal: number;
}

/**
 * Discount of its token at which a position is liquidated: its loan is then the threshold's part of what it can be
 * sold for, ltv / (1 - D) = liquidation.
 *
 * @param ltv loan over the value of the position at no discount
 * @param liquidation loan over value at which it is liquidated
 */
export function fatalDiscount(ltv: number, liquidation: number): number {
  return 1 - ltv / liquidation;
}

/**
 * Liquidations: each midnight the positions of leveraged cohorts for which the discount of their token is fatal are
 * closed. All that the restaker has in restaking leaves through the queue, for good.
 */
export function createLiquidations(context: RestakerContext): void {
  const { state, delegations, clock, listener } = context;
  const { mirrors, prices } = state;
  const indebted = indebtedCohorts(context);
  const look = clock.kind('positions liquidated', index => {
    const { cohort, from, accounts, token, fatal, leastFatal } = indebted[index]!;
    clock.after(1, priority.measure, look, index);
    const discount = prices.discount[token]!;
    // Most midnights are fatal to nobody: those cost nothing.
    if (discount < leastFatal) return;
    let [closed, usd] = [0, 0];
    fatal.forEach((limit, restaker) => {
      if (discount < limit) return;
      const first = from + restaker * accounts;
      for (let account = first; account < first + accounts; account++) {
        if (mirrors.delegatedTo[account]! < 0 || !delegations.retire(account)) continue;
        closed++;
        usd += delegations.stakeUsd(account);
      }
    });
    if (closed > 0) listener.fled({ kind: 'liquidation', cohort, accounts: closed, usd });
  });
  for (const [index] of indebted.entries()) clock.at(1, priority.measure, look, index);
}

function indebtedCohorts({ state, accounts, streams }: RestakerContext): IndebtedCohort[] {
  const { world } = state;
  return world.cohorts.flatMap(({ name, spec }, cohort): IndebtedCohort[] => {
    if (spec.leverage === undefined || spec.token === undefined) return [];
    const { ltv, liquidation } = spec.leverage;
    const { from, to } = accountsOf(state, accounts, cohort);
    const stream = streams.stream('restaker leverage', name);
    const fatal = Array.from({ length: (to - from) / spec.accounts }, () =>
      fatalDiscount(sample(ltv, stream), liquidation),
    );
    const leastFatal = fatal.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    return [
      { cohort, from, accounts: spec.accounts, token: world.assets.indexOf(spec.token), fatal, leastFatal },
    ];
  });
}
