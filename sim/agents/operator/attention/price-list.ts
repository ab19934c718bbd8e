import type { SetId } from '../../../ids.ts';
import type { IncentiveInWorld } from '../../../scenario/index.ts';
import type { State } from '../../../state/state.ts';
import { netPoolUsdPerDay } from '../../avs/pay/budget.ts';
import { gaugeUsdPerDay } from '../../avs/pay/incentives.ts';
import type { ValuationContext } from '../valuation/valuation-context.ts';

/** What pays best, as a group of operators believes: sets by what they would pay one more member, the best first. */
export interface PriceList {
  /** By what the mean operator's stake in a strategy would earn there, `[strategy]`; those without pay for it left out. */
  readonly byStake: readonly (readonly SetId[])[];
  /** By what a membership would earn whatever its stake: an equal part of pay by work, and of task fees. */
  readonly byMembership: readonly SetId[];
}

/**
 * The price list of a day. In USD a week, a set or gauge that pays P by stake, where members weigh W together, pays stake
 * that weighs w in it P x w / (w + W); one that pays P by work pays P / (members + 1); tasks of a set pay their fees over
 * all who serve them and one more. It ranks sets only: what a set is worth to an operator, its appraisal says.
 */
export function priceListOf({ state, beliefs }: ValuationContext): PriceList {
  const { sets, incentives, tasks, strategies } = state.world;
  const mean = meanShares(state);
  const members = (set: SetId): number => beliefs.members[set]!;
  const stakeUsd = strategies.map(() => new Float64Array(sets.length));
  const membershipUsd = new Float64Array(sets.length);
  const addPool = (
    { set, multipliers }: Pick<IncentiveInWorld, 'set' | 'multipliers'>,
    usdPerDay: number,
    weight: number,
  ): void => {
    for (const strategy of sets[set]!.strategies) {
      const own = multipliers[strategy]! * mean[strategy]!;
      if (own > 0) stakeUsd[strategy]![set]! += (7 * usdPerDay * own) / (own + weight);
    }
  };
  for (const { id: set, multipliers, spec } of sets) {
    const usdPerDay = netPoolUsdPerDay(state, set, members);
    if (spec.reward.kind === 'operatorDirected') membershipUsd[set]! += (7 * usdPerDay) / (members(set) + 1);
    else addPool({ set, multipliers }, usdPerDay, beliefs.weight[set]!);
  }
  for (const gauge of incentives)
    if (gauge.set >= 0) addPool(gauge, gaugeUsdPerDay(state, gauge), beliefs.gauge[gauge.id]!);
  for (const { spec, sets: served } of tasks) {
    const serving = served.reduce((sum, set) => sum + members(set), 1);
    const usd = (7 * spec.perDay * spec.feeUsd * spec.operatorShare) / serving;
    for (const set of served) membershipUsd[set]! += usd;
  }
  return { byStake: stakeUsd.map(ranked), byMembership: ranked(membershipUsd) };
}

/** Shares of each strategy that an operator has on average, `[strategy]`. */
function meanShares({ operators, mirrors }: State): number[] {
  const { operatorShares, strategies } = mirrors;
  return Array.from({ length: strategies }, (_, strategy) => {
    let shares = 0;
    for (const { id } of operators) shares += operatorShares[id * strategies + strategy]!;
    return shares / operators.length;
  });
}

/** Sets that pay anything, the best first. */
function ranked(usd: Float64Array): SetId[] {
  const paying = [...usd.keys()].filter(set => usd[set]! > 0);
  return paying.sort((a, b) => usd[b]! - usd[a]! || a - b);
}
