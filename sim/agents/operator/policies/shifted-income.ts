import type { Bundle } from './operator-policy.ts';

/**
 * Income that a move from one bundle to another shifts, in USD a week: the larger of all that is gained and all that is
 * given up, rent among it.
 */
export function shiftedUsdPerWeek(from: Bundle, to: Bundle): number {
  let gained = Math.max(0, to.rent - from.rent);
  let lost = Math.max(0, from.rent - to.rent);
  const { income } = to;
  for (const [set, before] of from.income) {
    const change = (income.get(set) ?? 0) - before;
    if (change > 0) gained += change;
    else lost -= change;
  }
  for (const [set, after] of income) if (!from.income.has(set)) gained += after;
  return Math.max(gained, lost);
}
