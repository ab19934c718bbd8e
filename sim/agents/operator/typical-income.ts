import type { OperatorId } from '../../ids.ts';
import type { OperatorTraits } from '../../scenario/index.ts';
import type { Bundle } from './policies/operator-policy.ts';

/** Income that serving a bundle of sets is expected to bring, before cost and risk, rent included, in USD a week. */
export function grossUsdPerWeek({ income, rent }: Bundle): number {
  let usd = rent;
  for (const one of income.values()) usd += one;
  return usd;
}

/** Typical income of each operator, smoothed over its group's memory: the scale of its gains and losses. */
export interface TypicalIncome {
  /** USD a week; undefined before the operator's first day is booked. */
  usdPerWeek(operator: OperatorId): number | undefined;
  /** Takes an income, in USD a week, for an operator's typical one: what it expects as it enters business. */
  assume(operator: OperatorId, usdPerWeek: number): void;
  /** Takes in the day that ended, given each operator's income of that day as USD a week. */
  endDay(weeklyIncomeUsd: (operator: OperatorId) => number): void;
}

/**
 * Typical incomes, none known yet.
 *
 * @param retentionOf fraction of an operator's memory that survives a day
 */
export function createTypicalIncome(
  operators: readonly OperatorTraits[],
  retentionOf: (operator: OperatorId) => number,
): TypicalIncome {
  const typical = new Float64Array(operators.length).fill(Number.NaN);
  return {
    usdPerWeek: operator => (Number.isNaN(typical[operator]!) ? undefined : typical[operator]!),
    assume: (operator, usdPerWeek) => {
      typical[operator] = usdPerWeek;
    },
    endDay: weeklyIncomeUsd => {
      for (const { id } of operators) {
        const retention = retentionOf(id);
        const before = typical[id]!;
        const now = weeklyIncomeUsd(id);
        typical[id] = Number.isNaN(before) ? now : retention * before + (1 - retention) * now;
      }
    },
  };
}
