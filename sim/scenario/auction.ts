import { z } from 'zod';
import type { Avs } from './avs.ts';
import type { Problem } from './schema.ts';
import { amount, count, duration } from './units.ts';

/** Auction of the places in a set. */
export const auction = z.strictObject({
  places: count.min(1).describe('Places; the operators that ask least win them'),
  every: duration
    .refine(days => days > 0 && Number.isInteger(days), 'invalid every: it must be whole days')
    .prefault('28d')
    .describe('How long a place is won for'),
  maxUsdPerWeek: amount
    .optional()
    .describe("Most that is paid for a place; always at most the set's share of the budget over its places"),
});

/** Problems of a set whose places are auctioned: it needs a share of a budget, and no other rule of pay or entry. */
export function checkAuction({ sets, budget }: Avs, path: Problem['path']): Problem[] {
  return Object.entries(sets).flatMap(([name, { auction: terms, admission, reward }]): Problem[] => {
    if (terms === undefined) return [];
    const at = [...path, 'sets', name];
    const problems: Problem[] = [];
    if (budget === undefined || budget.split === 'perMember' || !budget.split[name])
      problems.push({
        path: [...at, 'auction'],
        message: 'missing share: an auction is paid from a share of the budget',
        help: `give ${name} a share in budget.split`,
      });
    if (admission.cap !== undefined)
      problems.push({
        path: [...at, 'admission', 'cap'],
        message: 'invalid cap: the auction says how many places there are',
        help: 'remove the key',
      });
    const equal =
      reward.kind === 'operatorDirected' &&
      Object.values(reward.by).every(exponent => exponent === 0) &&
      [reward.prizes, reward.bonus, reward.cap].every(layer => layer === undefined);
    if (!equal)
      problems.push({
        path: [...at, 'reward'],
        message: 'invalid reward: winners of an auction are paid alike',
        help: 'write { kind: operatorDirected }',
      });
    return problems;
  });
}
