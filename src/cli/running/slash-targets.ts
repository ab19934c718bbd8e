import type { OperatorId, SetId } from '../../../sim/ids.ts';
import { isOperatorSlashable } from '../../../sim/protocol/index.ts';
import { setByPath } from '../../../sim/scenario/index.ts';
import type { State } from '../../../sim/state/state.ts';
import { didYouMean } from '../../input/suggest.ts';
import { UsageError } from '../exit.ts';
import { listed } from '../terminal.ts';

/**
 * The id of the set at a path.
 *
 * @throws UsageError, with the set that may be meant, when there is none
 */
export function findSet({ world }: State, path: string): SetId {
  const set = setByPath(world, path);
  if (set >= 0) return set;
  const known = world.sets.map(({ avsName, name }) => `${avsName}.${name}`);
  throw new UsageError(`unknown operator set: ${path}`, didYouMean(path, known) ?? 'write avs.set');
}

/**
 * The operators of a name that a set can slash: that operator, those of the group, or all where no name is given. An
 * operator goes before a group of the same name.
 *
 * @param day that the state is of, for messages
 * @throws UsageError when nobody has the name, or the set can slash nobody of it
 */
export function findOperators(
  { world, operators, ledger }: State,
  name: string | undefined,
  set: SetId,
  day: number,
): OperatorId[] {
  const slashable = operators.filter(({ id }) => isOperatorSlashable(ledger, id, set));
  const path = `${world.sets[set]!.avsName}.${world.sets[set]!.name}`;
  const names = slashable.map(operator => operator.name);
  const some = `${path} can slash ${names.length === 0 ? 'nobody' : listed(names, 8)}`;
  const group = world.groups.findIndex(each => each.name === name);
  const one = operators.find(operator => operator.name === name);
  const asked = one ? [one] : operators.filter(operator => name === undefined || operator.group === group);
  if (asked.length === 0) {
    const known = [...operators, ...world.groups].map(each => each.name);
    throw new UsageError(`unknown operator or group: ${name}`, didYouMean(name!, known) ?? some);
  }
  const found = asked.filter(operator => slashable.includes(operator));
  if (found.length > 0) return found.map(({ id }) => id);
  throw new UsageError(`invalid operator: ${path} cannot slash ${name ?? 'anybody'} on day ${day}`, some);
}
