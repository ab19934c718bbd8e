import { LimitExceeded } from '../../engine/index.ts';
import type { World } from '../numbered-world.ts';
import { mostStake } from './held-stake.ts';
import type { AccountTraits } from './sample-accounts.ts';
import type { OperatorTraits } from './sample-operators.ts';

/**
 * Checks that what everybody in a world has drawn can be restaked.
 *
 * @throws LimitExceeded, which names the group or cohort with the most of the stake, when a strategy cannot hold it
 */
export function checkDrawnStake(
  world: World,
  operators: readonly OperatorTraits[],
  accounts: AccountTraits,
): void {
  const S = world.strategies.length;
  world.scenario.strategies.forEach((strategy, k) => {
    const groups = world.groups.map(() => 0);
    for (const { group, ownStake } of operators) groups[group]! += ownStake[k]!;
    const cohorts = world.cohorts.map(() => 0);
    for (let index = 0; index < accounts.count; index++)
      cohorts[accounts.cohort[index]!]! += accounts.stake[index * S + k]!;
    const owners = [
      ...world.groups.map(({ name }, id) => ({ path: `operators.${name}.ownStake`, units: groups[id]! })),
      ...world.cohorts.map(({ name }, id) => ({ path: `restakers.${name}.stake`, units: cohorts[id]! })),
    ].sort((a, b) => b.units - a.units);
    const total = owners.reduce((sum, { units }) => sum + units, 0);
    if (total < mostStake) return;
    const [most] = owners;
    throw new LimitExceeded(
      `invalid stake: ${total} of ${strategy} are drawn, and a strategy holds less than ${mostStake}`,
      `lower ${most!.path}.${strategy}: it draws ${most!.units} of them`,
    );
  });
}
