import { checkAuction } from '../auction.ts';
import type { Avs } from '../avs.ts';
import { checkName, checkShares } from '../named.ts';
import type { Problem, Scenario } from '../schema.ts';
import { checkAbuse } from './adversaries.ts';
import { checkController } from './controller.ts';
import { checkSet } from './sets.ts';

/** Problems of an AVS: of its sets, its budget and how that is adapted, its auctions and its tasks. */
export function checkAvs(
  avs: Avs,
  path: readonly string[],
  { assets, strategies }: Pick<Scenario, 'assets' | 'strategies'>,
): Problem[] {
  const sets = Object.keys(avs.sets);
  return [
    ...Object.entries(avs.sets).flatMap(([name, set]) => checkSet(set, [...path, 'sets', name], strategies)),
    ...checkAbuse(avs, path),
    ...checkBudget(avs, path, Object.keys(assets)),
    ...checkController(avs, path),
    ...checkAuction(avs, path),
    ...Object.entries(avs.tasks).flatMap(([name, task]) =>
      task.sets.flatMap((set, index) => checkName([...path, 'tasks', name, 'sets', index], 'set', set, sets)),
    ),
  ];
}

function checkBudget({ budget, sets }: Avs, path: readonly string[], assets: readonly string[]): Problem[] {
  if (budget === undefined) return [];
  const at = [...path, 'budget'];
  const problems = checkName([...at, 'token'], 'asset', budget.token, assets);
  if (budget.split === 'perMember') return problems;
  const isOne = (sum: number) => Math.abs(sum - 1) <= 1e-9;
  const help = 'make them sum to 1 (100%)';
  return [...problems, ...checkShares([...at, 'split'], budget.split, Object.keys(sets), isOne, help)];
}
