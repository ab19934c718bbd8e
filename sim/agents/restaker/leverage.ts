import { type Clock, priority, type Streams } from '../../engine/index.ts';
import { type AccountTraits, sample } from '../../scenario/index.ts';
import type { State } from '../../state/state.ts';
import { type Acts, accountsOf } from './delegation.ts';
import type { TellFlight } from './panic.ts';

/**
 * Discount of its token at which a position is liquidated: its loan is then the threshold's part of what it can be
 * sold for, ltv / (1 - D) = liquidation.
 */
export function fatalDiscount(ltv: number, liquidation: number): number {
  return 1 - ltv / liquidation;
}

/**
 * Liquidations: each midnight the positions of leveraged cohorts for which the discount of their token is fatal are
 * closed. All that the restaker has in restaking leaves through the queue, for good.
 */
export function createLiquidations(
  state: State,
  accounts: AccountTraits,
  acts: Acts,
  clock: Clock,
  streams: Streams,
  tell: TellFlight,
): void {
  const { world, mirrors, prices } = state;
  const indebted = world.cohorts.flatMap(({ name, spec }, cohort) => {
    if (spec.leverage === undefined || spec.token === undefined) return [];
    const { ltv, liquidation } = spec.leverage;
    const { from, to } = accountsOf(state, accounts, cohort);
    const stream = streams.stream('restaker leverage', name);
    const fatal = Array.from({ length: (to - from) / spec.accounts }, () =>
      fatalDiscount(sample(ltv, stream), liquidation),
    );
    // Most midnights are fatal to nobody: those cost nothing.
    const least = fatal.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    return [{ cohort, from, each: spec.accounts, token: world.assets.indexOf(spec.token), fatal, least }];
  });

  const look = clock.kind('positions liquidated', index => {
    const { cohort, from, each, token, fatal, least } = indebted[index]!;
    clock.after(1, priority.measure, look, index);
    const discount = prices.discount[token]!;
    if (discount < least) return;
    let [closed, usd] = [0, 0];
    fatal.forEach((limit, restaker) => {
      if (discount < limit) return;
      for (let account = from + restaker * each; account < from + (restaker + 1) * each; account++) {
        if (mirrors.delegatedTo[account]! < 0 || !acts.retire(account)) continue;
        closed++;
        usd += acts.stakeUsd(account);
      }
    });
    if (closed > 0) tell('liquidation', cohort, closed, usd);
  });
  for (const [index] of indebted.entries()) clock.at(1, priority.measure, look, index);
}
