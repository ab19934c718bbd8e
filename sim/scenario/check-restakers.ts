import type { RestakerGroup } from './population.ts';
import type { Problem } from './schema.ts';

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
