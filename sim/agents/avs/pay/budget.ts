import type { SetId } from '../../../ids.ts';
import { PROTOCOL_FEE } from '../../../protocol/rewards/index.ts';
import type { World } from '../../../scenario/index.ts';
import type { State } from '../../../state/state.ts';

/** What is published of the AVSs' pay. */
export type PayTerms = Pick<State, 'world' | 'budgets' | 'funding' | 'placeUsdPerWeek'>;

/**
 * What an AVS pays a set a day, in USD, given the members of each of its sets: a share of its budget, or, with
 * `perMember`, a part in proportion to the set's members; where places are auctioned, their price for each member,
 * at most the share. Of a budget only what could be paid of it for the last day. 0 if the AVS has no budget.
 *
 * @param members registered members of a set, by its number
 */
export function poolUsdPerDay(
  { world, budgets, funding, placeUsdPerWeek }: PayTerms,
  set: SetId,
  members: (set: SetId) => number,
): number {
  const { avs, name, spec } = world.sets[set]!;
  const budget = budgets[avs];
  if (budget === undefined) return 0;
  const perDay = (budget.usdPerWeek / 7) * funding[avs]!;
  if (budget.split !== 'perMember') {
    const share = perDay * (budget.split[name] ?? 0);
    return spec.auction ? Math.min(share, (placeUsdPerWeek[set]! / 7) * members(set)) : share;
  }
  const sets = world.avss[avs]!.sets;
  const all = sets.reduce((sum, { id }) => sum + members(id), 0);
  return all === 0 ? perDay / sets.length : (perDay * members(set)) / all;
}

/** Fraction of an AVS's pools that the protocol takes before they are divided. */
export function protocolFee(world: World, avs: number): number {
  return world.avss[avs]!.spec.budget?.protocolFee ? PROTOCOL_FEE : 0;
}

/** What a set pays a day to operators and restakers together: its pool less the protocol's fee, in USD. */
export function netPoolUsdPerDay(terms: PayTerms, set: SetId, members: (set: SetId) => number): number {
  const { world } = terms;
  return poolUsdPerDay(terms, set, members) * (1 - protocolFee(world, world.sets[set]!.avs));
}
