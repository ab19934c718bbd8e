import { checkCount, checkName } from '../named.ts';
import type { RestakerGroup } from '../population.ts';
import type { Quantity } from '../quantity.ts';
import type { Problem, Scenario } from '../schema.ts';
import { checkRestakerRows } from './rows.ts';

/** Problems of a cohort of restakers: no size, stake that is not there, rows, a cap that is too low, how it decides. */
export function checkRestakers(
  cohort: RestakerGroup,
  path: readonly string[],
  { strategies, assets }: Pick<Scenario, 'strategies' | 'assets'>,
): Problem[] {
  const { stake, total, cap, accounts } = cohort;
  const problems = [
    ...checkCount(cohort, path),
    ...Object.keys(stake).flatMap(strategy =>
      checkName([...path, 'stake', strategy], 'strategy', strategy, strategies),
    ),
    ...Object.keys(total).flatMap(strategy =>
      checkName([...path, 'total', strategy], 'strategy', strategy, Object.keys(stake)),
    ),
    ...checkRestakerRows(cohort, path, strategies),
    ...checkRestakerPolicy(cohort, path),
    ...checkFlight(cohort, path, assets),
  ];
  if (cap * accounts < 1)
    problems.push({
      path: [...path, 'cap'],
      message: `invalid cap: ${cap} of ${accounts} accounts is less than one account`,
      help: 'raise it, or give each restaker more accounts',
    });
  return problems;
}

/** Problems in how a cohort of restakers decides: keys that its kind of policy does not know. */
function checkRestakerPolicy({ policy }: RestakerGroup, path: readonly string[]): Problem[] {
  const problems: Problem[] = [];
  const curator = policy.kind === 'curator';
  if (curator !== (policy.rebalance !== undefined)) {
    problems.push({
      path: [...path, 'policy', 'rebalance'],
      message: 'invalid rebalance: only a curator rebalances',
      help: 'set kind to curator, or remove the key',
    });
  }
  if (curator && policy.flight > 0) {
    problems.push({
      path: [...path, 'policy', 'flight'],
      message: 'invalid flight: a curator keeps to its rhythm',
      help: 'remove the key',
    });
  }
  return problems;
}

/** Problems in what restakers flee from: a token without a peg, a discount of no token, a loan that is lost at once. */
function checkFlight(
  { token, panic, leverage }: RestakerGroup,
  path: readonly string[],
  assets: Scenario['assets'],
): Problem[] {
  const problems: Problem[] = [];
  const pegged = Object.keys(assets).filter(name => 'peg' in assets[name]!);
  if (token !== undefined) problems.push(...checkName([...path, 'token'], 'asset with a peg', token, pegged));
  if (token === undefined && (leverage !== undefined || (panic?.depeg ?? 0) > 0)) {
    problems.push({ path, message: 'missing token: say which one they hold', help: 'an asset with a peg' });
  }
  if (leverage !== undefined && highest(leverage.ltv) >= leverage.liquidation) {
    problems.push({
      path: [...path, 'leverage', 'ltv'],
      message: `invalid ltv: up to ${highest(leverage.ltv)}, liquidated from ${leverage.liquidation} on`,
      help: 'keep it below liquidation: give a distribution a max',
    });
  }
  return problems;
}

/** Largest value that a fraction may be drawn as. */
function highest(quantity: Quantity): number {
  if (typeof quantity === 'number') return quantity;
  if ('uniform' in quantity) return quantity.uniform[1];
  if ('values' in quantity) return Math.max(...quantity.values);
  return quantity.max ?? Number.POSITIVE_INFINITY;
}
