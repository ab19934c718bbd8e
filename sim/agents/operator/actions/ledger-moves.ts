import {
  allocatableMagnitude,
  allocationOf,
  deregisterFromOperatorSets,
  isOperatorSlashable,
  magnitudeToWad,
  modifyAllocations,
  registerForOperatorSets,
  sharesToFloat,
} from '../../../protocol/index.ts';
import { bringLedgerTo } from '../../../state/block-time.ts';
import { slashableFraction } from '../../../state/stake.ts';
import type { State } from '../../../state/state.ts';

/**
 * Changes of an allocation smaller than these parts of it are not worth a transaction; a decrease locks the
 * allocation for 14 days, so it takes more.
 */
const LEAST_INCREASE = 0.15;
const LEAST_DECREASE = 0.3;

/** Registers an operator to a set. */
export function join(state: State, operator: number, set: number, now: number): void {
  bringLedgerTo(state, now);
  registerForOperatorSets(state.ledger, operator, [set]);
}

/** Deregisters an operator from a set and asks for its allocation back: it stays slashable for 14 days. */
export function leave(state: State, operator: number, set: number, now: number): void {
  bringLedgerTo(state, now);
  deregisterFromOperatorSets(state.ledger, operator, [set]);
  allocateAt(state, operator, set, 0);
}

/** Whether an operator may register to a set again: not while an earlier membership can still be slashed. */
export function canRejoin(state: State, operator: number, set: number): boolean {
  return !isOperatorSlashable(state.ledger, operator, set);
}

/**
 * Moves all allocations of an operator towards a plan: decreases first, so that increases find what is free.
 *
 * @returns if an allocation fell short of the plan, the block in which the first of the operator's pending changes
 * takes effect, after which it is worth trying again; undefined if none fell short or nothing is pending
 */
export function reallocate(
  state: State,
  operator: number,
  plan: ReadonlyMap<number, number>,
  now: number,
): number | undefined {
  bringLedgerTo(state, now);
  const { memberships } = state.mirrors;
  const targets = memberships.ofOperator[operator]!.map(membership => {
    const set = memberships.set[membership]!;
    const current = slashableFraction(state, membership);
    const planned = plan.get(set) ?? 0;
    // A minimum that is out of reach is no reason to move anything.
    const target = memberships.registered[membership] ? (Number.isFinite(planned) ? planned : current) : 0;
    return { set, target, change: target - current };
  });
  let short = false;
  for (const { set, target } of targets.sort((a, b) => a.change - b.change)) {
    if (!allocateAt(state, operator, set, target)) short = true;
  }
  if (!short) return undefined;
  const block = firstEffect(state, operator);
  if (block !== undefined) return block;
  // Nothing is on its way to those that fell short: what others have above the plan is worth a transaction after all.
  for (const { set, target, change } of targets) if (change < 0) allocateAt(state, operator, set, target, 0);
  return firstEffect(state, operator);
}

/** Block in which the first pending change of an operator's allocations takes effect; undefined if none is pending. */
function firstEffect({ ledger, mirrors, world }: State, operator: number): number | undefined {
  let first: number | undefined;
  for (const membership of mirrors.memberships.ofOperator[operator]!) {
    const set = mirrors.memberships.set[membership]!;
    for (const strategy of world.sets[set]!.strategies) {
      const { effectBlock } = allocationOf(ledger, operator, set, strategy);
      if (effectBlock !== 0 && !(first! <= effectBlock)) first = effectBlock;
    }
  }
  return first;
}

/**
 * Sets an operator's allocation to a set, in each strategy the set accepts, to a fraction of the maximum magnitude:
 * where the change is worth a transaction, nothing is pending, and as far as magnitude is free.
 *
 * @param leastDecrease part of the allocation by which a decrease has to lower it to be worth one
 * @returns whether it got there, as far as that is worth it
 */
export function allocateAt(
  state: State,
  operator: number,
  set: number,
  fraction: number,
  leastDecrease = LEAST_DECREASE,
): boolean {
  const { ledger, mirrors, world } = state;
  let there = true;
  const strategies: number[] = [];
  const newMagnitudes: bigint[] = [];
  for (const strategy of world.sets[set]!.strategies) {
    const { current, effectBlock } = allocationOf(ledger, operator, set, strategy);
    if (effectBlock !== 0) {
      there = false;
      continue;
    }
    const most = mirrors.maxMagnitude[operator * mirrors.strategies + strategy]!;
    const wanted = magnitudeToWad(Math.min(fraction, 1) * most);
    if (!isWorthIt(current, wanted, leastDecrease)) continue;
    const reachable = current + allocatableMagnitude(ledger, operator, strategy);
    const target = wanted < reachable ? wanted : reachable;
    if (isWorthIt(target, wanted, leastDecrease)) there = false;
    if (!isWorthIt(current, target, leastDecrease)) continue;
    strategies.push(strategy);
    newMagnitudes.push(target);
  }
  if (strategies.length > 0) modifyAllocations(ledger, operator, [{ set, strategies, newMagnitudes }]);
  return there;
}

/** Whether it is worth a transaction to bring an allocation from one magnitude to another. */
function isWorthIt(from: bigint, to: bigint, leastDecrease: number): boolean {
  const [current, target] = [sharesToFloat(from), sharesToFloat(to)];
  if (target === current) return false;
  // Opening and closing an allocation is always worth it.
  if (target === 0 || current === 0) return true;
  return target > current ? target > current * (1 + LEAST_INCREASE) : target < current * (1 - leastDecrease);
}
