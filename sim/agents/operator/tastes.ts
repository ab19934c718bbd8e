import { log, type Streams } from '../../engine/index.ts';
import type { OperatorId, SetId } from '../../ids.ts';
import type { OperatorTraits, World } from '../../scenario/index.ts';

/**
 * Taste of an operator for a set: what its choice adds to serving it, in units of its typical income over its
 * rationality. The difference of two Gumbel shocks, one of the set and one of the operator for serving none, so that
 * the shares of a crowd's choices are logit (McFadden 1974).
 *
 * @param review number of the operator's review, which tastes change with if its policy draws them afresh
 */
export type Tastes = (operator: OperatorId, set: SetId, review: number) => number;

/**
 * Tastes of all operators, as hashes of (operator, set): drawn once and kept, or anew at each review.
 *
 * @param operators operators of the world, `[operator]`
 */
export function createTastes(world: World, operators: readonly OperatorTraits[], streams: Streams): Tastes {
  const purpose = (group: number, of: string): string => `taste ${world.groups[group]!.name} ${of}`;
  const reluctance = world.groups.map((_, group) => streams.hashed(purpose(group, 'for none')));
  /** Draws for each set by each group's operators, made when first asked for. */
  const draws: ReturnType<Streams['hashed']>[] = [];
  const S = world.sets.length;
  return (operator, set, review) => {
    const { group, index } = operators[operator]!;
    const { avsName, name } = world.sets[set]!;
    const epoch = world.groups[group]!.spec.policy.tastes === 'kept' ? 0 : review;
    draws[group * S + set] ??= streams.hashed(purpose(group, `${avsName}.${name}`));
    return gumbel(draws[group * S + set]!(index, epoch)) - gumbel(reluctance[group]!(index, epoch));
  };
}

/**
 * Standard Gumbel shock.
 *
 * @param uniform draw in [0, 1)
 */
function gumbel(uniform: number): number {
  return -log(-log(Math.max(uniform, Number.MIN_VALUE)));
}
