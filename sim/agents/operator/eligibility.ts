import type { OperatorGroup, SetInWorld } from '../../scenario/index.ts';

/**
 * Whether operators of a policy consider a set at all: it is among those that they serve, if that is limited, and
 * slashes for nothing that they avoid.
 */
export function considers(
  { serves, avoids }: Pick<OperatorGroup['policy'], 'serves' | 'avoids'>,
  { avsName, name, spec }: SetInWorld,
): boolean {
  if (serves !== undefined && !serves.includes(avsName) && !serves.includes(`${avsName}.${name}`))
    return false;
  return avoids.every(condition => spec.slashing[condition] === undefined);
}
