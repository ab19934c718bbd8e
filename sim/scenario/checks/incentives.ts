import { checkName, checkShares, setPaths } from '../named.ts';
import type { Problem, Scenario } from '../schema.ts';

/** Problems of a programmatic incentive: paid in no asset, or by gauges to no set or of more than there is. */
export function checkIncentive(
  { token, gauges, kind }: Scenario['programmatic'][string],
  path: readonly string[],
  { assets, avss }: Pick<Scenario, 'assets' | 'avss'>,
): Problem[] {
  const isAtMostOne = (sum: number) => sum <= 1 + 1e-9;
  const help = 'make them sum to at most 1 (100%)';
  const problems = [
    ...checkName([...path, 'token'], 'asset', token, Object.keys(assets)),
    ...checkShares([...path, 'gauges'], gauges ?? {}, setPaths(avss), isAtMostOne, help),
  ];
  if (kind !== undefined && gauges === undefined)
    problems.push({
      path: [...path, 'kind'],
      message: 'invalid kind: only gauges pay sets',
      help: 'add gauges, or remove the key',
    });
  return problems;
}
