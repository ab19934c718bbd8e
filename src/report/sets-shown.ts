import { textOf } from './frame.ts';
import { frameOf, type Results } from './results.ts';
import { type Role, setRole } from './theme.ts';

/** An operator set as the pictures show it. */
export interface ShownSet {
  readonly avs: string;
  readonly set: string;
  /** `avs.set`, as tables name it elsewhere. */
  readonly path: string;
  /** The shortest name that tells it from the other sets. */
  readonly label: string;
  readonly role: Role;
  /** Whether its AVS has tasks: the sets that the scenario is about. */
  readonly focal: boolean;
}

/**
 * Every operator set of the results, those the scenario is about first, each with its colour. The scenario's come in
 * its order, then those that only the table `sets` knows. A set's colour follows from its place in this list, so that
 * it is the same in every picture of these results; its label is the name of the AVS where that has one set, else
 * that of the set where no other has it, else both.
 */
export function setsOf(results: Results): readonly ShownSet[] {
  const pairs = new Map<string, readonly [string, string]>();
  const add = (avs: string, set: string) => {
    if (avs !== '' && set !== '') pairs.set(`${avs}.${set}`, [avs, set]);
  };
  for (const avs of results.setting.avss) for (const set of avs.sets) add(avs.name, set);
  const frame = frameOf(results, 'sets');
  const avs = textOf(frame, 'avs');
  const set = textOf(frame, 'set');
  for (let row = 0; row < frame.length; row++) add(avs(row), set(row));
  const service = frameOf(results, 'service');
  const serving = new Set([
    ...results.setting.avss.filter(avs => avs.tasks.length > 0).map(avs => avs.name),
    ...(service.texts.get('avs') ?? []),
  ]);
  const all = [...pairs].map(([path, [avs, set]]) => ({ path, avs, set, focal: serving.has(avs) }));
  const ordered = [...all.filter(one => one.focal), ...all.filter(one => !one.focal)];
  const setNames = ordered.map(one => one.set);
  const avsNames = ordered.map(one => one.avs);
  const unique = (names: readonly string[], name: string) => names.indexOf(name) === names.lastIndexOf(name);
  return ordered.map((one, index) => ({
    ...one,
    role: setRole(index),
    label: unique(avsNames, one.avs) ? one.avs : unique(setNames, one.set) ? one.set : one.path,
  }));
}

/**
 * The role whose colour each kind of task takes: that of a set that serves it, no set twice while there are others.
 * By `avs.task`. A task that no set of `sets` serves gets a free colour of another; `ink` without any.
 */
export function taskRoles(results: Results, sets: readonly ShownSet[]): ReadonlyMap<string, Role> {
  const taken = new Set<Role>();
  const roles = new Map<string, Role>();
  for (const avs of results.setting.avss)
    for (const task of avs.tasks) {
      const own = sets
        .filter(one => one.avs === avs.name && task.sets.includes(one.set))
        .map(one => one.role);
      const free = [...own, ...sets.map(one => one.role)].find(role => !taken.has(role));
      const role = free ?? own[0] ?? 'ink';
      taken.add(role);
      roles.set(`${avs.name}.${task.name}`, role);
    }
  return roles;
}

/** Names in the order of the scenario, then those that only the tables know. None twice, and no empty ones. */
export function inOrder(known: readonly string[], seen: Iterable<string>): readonly string[] {
  return [...new Set([...known, ...seen])].filter(name => name !== '');
}
