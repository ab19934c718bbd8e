import { type Clock, priority } from '../../../engine/index.ts';
import type { OperatorId, SetId, StrategyId } from '../../../ids.ts';
import {
  allocatableMagnitude,
  allocationOf,
  magnitudeToWad,
  modifyAllocations,
  sharesToFloat,
} from '../../../protocol/index.ts';
import { bringLedgerTo, timeOfBlock } from '../../../state/block-time.ts';
import type { OperatorAccounts } from '../../../state/operator-accounts.ts';
import { slashableFraction } from '../../../state/stake.ts';
import type { State } from '../../../state/state.ts';

/**
 * Smallest changes of an allocation that are worth a transaction, as fractions of it. A decrease locks the allocation
 * for 14 days, so it has to be larger.
 */
const MIN_INCREASE = 0.15;
const MIN_DECREASE = 0.3;

/** Fractions of an operator's stake, by set number. */
type Allocations = ReadonlyMap<SetId, number>;

/** Reallocation of operators' stake among the sets that they serve. */
export interface Reallocation {
  /** Notes the allocations that an operator's policy asks for; undefined if it asks for none. */
  request(operator: OperatorId, allocations: Allocations | undefined): void;
  /**
   * Changes an operator's allocations to those requested, or else to those planned, as far as magnitude is free. Where
   * an allocation falls short it is executed again when the first of the operator's pending changes takes effect.
   */
  execute(operator: OperatorId): void;
}

/**
 * Reallocation of all operators of a world.
 *
 * @param planOf allocations of an operator whose policy asks for none
 */
export function createReallocation(
  state: State,
  accounts: OperatorAccounts,
  clock: Clock,
  planOf: (operator: OperatorId) => Allocations,
): Reallocation {
  const requested: (Allocations | undefined)[] = [];
  /** Handle of each operator's follow-up on the clock; 0, which is no handle, before the first. */
  const followUps = new Float64Array(state.operators.length);
  const execute = (operator: OperatorId): void => {
    const block = reallocate(state, operator, requested[operator] ?? planOf(operator), clock.now);
    if (block === undefined) return;
    // The first pending change is still pending: the new follow-up is never later than the one that it replaces.
    clock.cancel(followUps[operator]!);
    followUps[operator] = clock.at(timeOfBlock(block), priority.act, followUp, operator);
  };
  const followUp = clock.kind('allocation follow-up', operator => {
    if (!accounts.gone[operator]) execute(operator);
  });
  return {
    execute,
    request: (operator, allocations) => {
      requested[operator] = allocations;
    },
  };
}

/**
 * Moves all allocations of an operator towards a plan, decreases first, so that increases find what is free.
 *
 * @param plan fraction of its stake for each set; a registered set that it maps to Infinity, since its minimum stake is
 * out of reach, keeps what it has
 * @param now present time, in days
 * @returns if an allocation fell short of the plan, the block in which the first of the operator's pending changes
 * takes effect, after which it is worth trying again; undefined if none fell short or nothing is pending
 */
export function reallocate(
  state: State,
  operator: OperatorId,
  plan: Allocations,
  now: number,
): number | undefined {
  bringLedgerTo(state, now);
  const { memberships } = state.mirrors;
  const targets = memberships.ofOperator[operator]!.map(membership => {
    const set = memberships.set[membership]!;
    const current = slashableFraction(state, membership);
    const planned = plan.get(set) ?? 0;
    const fraction = memberships.registered[membership] ? (Number.isFinite(planned) ? planned : current) : 0;
    return { operator, set, fraction, change: fraction - current };
  });
  let short = false;
  for (const target of targets.sort((a, b) => a.change - b.change)) {
    if (!setAllocation(state, target)) short = true;
  }
  if (!short) return undefined;
  const block = firstEffectBlock(state, operator);
  if (block !== undefined) return block;
  // Nothing is pending that would free magnitude for the sets that fell short: decreases that were too small to be
  // worth a transaction now are.
  for (const target of targets) if (target.change < 0) setAllocation(state, { ...target, minDecrease: 0 });
  return firstEffectBlock(state, operator);
}

/** Block in which the first pending change of an operator's allocations takes effect; undefined if none is pending. */
function firstEffectBlock({ ledger, mirrors, world }: State, operator: OperatorId): number | undefined {
  let first: number | undefined;
  for (const membership of mirrors.memberships.ofOperator[operator]!) {
    const set = mirrors.memberships.set[membership]!;
    for (const strategy of world.sets[set]!.strategies) {
      const { effectBlock } = allocationOf(ledger, operator, set, strategy);
      if (effectBlock !== 0 && (first === undefined || effectBlock < first)) first = effectBlock;
    }
  }
  return first;
}

/** An allocation of an operator to a set. */
export interface AllocationTarget {
  readonly operator: OperatorId;
  readonly set: SetId;
  /** Fraction of the operator's maximum magnitude in each strategy that the set accepts; above 1 counts as 1. */
  readonly fraction: number;
  /** Fraction of the present allocation that a decrease has to exceed; `MIN_DECREASE` if left out. */
  readonly minDecrease?: number;
}

/**
 * Sets an operator's allocation to a set, in each strategy that the set accepts: where the change is worth a
 * transaction, no change is pending, and as far as magnitude is free.
 *
 * @returns whether the allocation is at its target, or too close for a transaction, in every strategy
 */
export function setAllocation(
  state: State,
  { operator, set, fraction, minDecrease = MIN_DECREASE }: AllocationTarget,
): boolean {
  const { ledger, mirrors, world } = state;
  let reached = true;
  const strategies: StrategyId[] = [];
  const newMagnitudes: bigint[] = [];
  for (const strategy of world.sets[set]!.strategies) {
    const { current, effectBlock } = allocationOf(ledger, operator, set, strategy);
    if (effectBlock !== 0) {
      reached = false;
      continue;
    }
    const most = mirrors.maxMagnitude[operator * mirrors.strategies + strategy]!;
    const wanted = magnitudeToWad(Math.min(fraction, 1) * most);
    if (!isWorthTransaction(current, wanted, minDecrease)) continue;
    const reachable = current + allocatableMagnitude(ledger, operator, strategy);
    const target = wanted < reachable ? wanted : reachable;
    if (isWorthTransaction(target, wanted, minDecrease)) reached = false;
    if (!isWorthTransaction(current, target, minDecrease)) continue;
    strategies.push(strategy);
    newMagnitudes.push(target);
  }
  if (strategies.length > 0) modifyAllocations(ledger, operator, [{ set, strategies, newMagnitudes }]);
  return reached;
}

/**
 * Whether a change of an allocation is worth a transaction: opening and closing always are.
 *
 * @param from magnitude before, in wad
 * @param to magnitude after, in wad
 * @param minDecrease fraction of the magnitude before that a decrease has to exceed
 */
function isWorthTransaction(from: bigint, to: bigint, minDecrease: number): boolean {
  const [current, target] = [sharesToFloat(from), sharesToFloat(to)];
  if (target === current) return false;
  if (target === 0 || current === 0) return true;
  return target > current ? target > current * (1 + MIN_INCREASE) : target < current * (1 - minDecrease);
}
