import type { RestakerGroup } from './population.ts';
import type { Quantity } from './quantity.ts';
import type { Problem, Scenario } from './schema.ts';

/** Problems in how a cohort of restakers decides: keys that its kind of policy does not know. */
export function checkRestakerPolicy({ policy }: RestakerGroup, path: readonly string[]): Problem[] {
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
export function checkFlight(
  { token, panic, leverage }: RestakerGroup,
  path: readonly string[],
  assets: Scenario['assets'],
): Problem[] {
  const problems: Problem[] = [];
  const pegged = Object.keys(assets).filter(name => 'peg' in assets[name]!);
  if (token !== undefined && !pegged.includes(token)) {
    problems.push({
      path: [...path, 'token'],
      message: `unknown asset with a peg: ${token}`,
      help: pegged.length ? `known: ${pegged.join(', ')}` : 'no asset has a peg',
    });
  }
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

/** Problems in pegs: they lead to assets with a price of their own. */
export function checkPegs(assets: Scenario['assets']): Problem[] {
  const priced = Object.keys(assets).filter(name => 'price' in assets[name]!);
  return Object.entries(assets).flatMap(([name, asset]) =>
    'peg' in asset && !priced.includes(asset.peg.to)
      ? [
          {
            path: ['assets', name, 'peg', 'to'],
            message: `unknown asset with a price: ${asset.peg.to}`,
            help: `known: ${priced.join(', ')}`,
          },
        ]
      : [],
  );
}

/** Largest value that a fraction may be drawn as. */
function highest(quantity: Quantity): number {
  if (typeof quantity === 'number') return quantity;
  if ('uniform' in quantity) return quantity.uniform[1];
  if ('values' in quantity) return Math.max(...quantity.values);
  return quantity.max ?? Number.POSITIVE_INFINITY;
}
