import type { OperatorGroup, SetInWorld } from '../../scenario/index.ts';

/**
 * Whether operators of a policy take a set into consideration: it is in `serves`, if that is given, as the name of its
 * AVS or as `avs.set`, and it slashes for no condition in `avoids`.
 */
export function isEligible(
  { serves, avoids }: Pick<OperatorGroup['policy'], 'serves' | 'avoids'>,
  { avsName, name, spec }: SetInWorld,
): boolean {
  if (serves !== undefined && !serves.includes(avsName) && !serves.includes(`${avsName}.${name}`))
    return false;
  return avoids.every(condition => spec.slashing[condition] === undefined);
}
