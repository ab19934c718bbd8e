import type { OperatorSet } from '../avs.ts';
import { checkName, checkStrategies } from '../named.ts';
import type { Problem } from '../schema.ts';
import { checkCorruption } from './adversaries.ts';

/** Problems of an operator set: of what it accepts, how it slashes, and who attacks it or slashes in error. */
export function checkSet(
  set: OperatorSet,
  path: readonly string[],
  strategies: readonly string[],
): Problem[] {
  return [
    ...checkStrategies([...path, 'strategies'], 'strategy', set.strategies, strategies),
    ...Object.keys(set.multipliers ?? {}).flatMap(strategy =>
      checkName([...path, 'multipliers', strategy], 'strategy', strategy, set.strategies),
    ),
    ...checkSlashing(set, [...path, 'slashing']),
    ...checkCorruption(set, path),
    ...checkFalseSlashes(set, [...path, 'falseSlashes']),
  ];
}

function checkSlashing({ slashing }: OperatorSet, path: readonly string[]): Problem[] {
  return Object.entries(slashing).flatMap(([condition, rule]) => {
    const problems: Problem[] = [];
    if (rule?.repeat && rule.repeat.max < rule.fraction)
      problems.push({
        path: [...path, condition, 'repeat', 'max'],
        message: `invalid max: ${rule.repeat.max} is below the first fraction ${rule.fraction}`,
        help: 'raise max, or lower fraction',
      });
    if (rule && rule.after > 0 && condition !== 'downtime' && condition !== 'longOutage')
      problems.push({
        path: [...path, condition, 'after'],
        message: 'invalid after: only downtime and longOutage have a grace period',
        help: 'remove the key',
      });
    return problems;
  });
}

function checkFalseSlashes({ falseSlashes, slashing }: OperatorSet, path: readonly string[]): Problem[] {
  const { condition, caught } = falseSlashes ?? {};
  const problems =
    condition === undefined
      ? []
      : checkName([...path, 'condition'], 'slashing condition', condition, Object.keys(slashing));
  if (caught !== undefined && (condition === undefined || slashing[condition]?.veto === undefined))
    problems.push({
      path: [...path, 'caught'],
      message: 'invalid caught: no committee looks at it',
      help: 'name a condition with a veto',
    });
  return problems;
}
