import type { MembershipId, OperatorId, SetId } from '../../ids.ts';
import type { World } from '../../scenario/index.ts';
import type { Resource } from './capacity.ts';

/** A membership, whose it is, and in which set, by number. */
export interface ServingMembership {
  readonly membership: MembershipId;
  readonly operator: OperatorId;
  readonly set: SetId;
}

/**
 * Memberships that may serve tasks, and whose they are. Of memberships that serve no longer, operator and set stay
 * known: jobs that they began may still run.
 */
export interface TaskMembers {
  /** Memberships that may serve each kind of task, in the order in which they entered, `[task]`. */
  readonly ofTask: readonly MembershipId[][];
  /** Operator and set of each membership that has ever served, `[membership]`; -1 for others. */
  readonly operatorOf: OperatorId[];
  readonly setOf: SetId[];
  /** Number of sets that each operator serves, `[operator]`. */
  readonly setsServed: Int32Array;
  /** What the work of each set is: GPU-hours if it asks for GPUs, core-hours otherwise, `[set]`. */
  readonly resourceOf: readonly Resource[];
}

/**
 * Members of a world in which nobody serves yet.
 *
 * @param operators number of operators
 */
export function createTaskMembers({ tasks, sets }: World, operators: number): TaskMembers {
  return {
    ofTask: tasks.map(() => []),
    operatorOf: [],
    setOf: [],
    setsServed: new Int32Array(operators),
    resourceOf: sets.map(({ spec }) => (spec.admission.gpus > 0 ? 'gpu' : 'cpu')),
  };
}

/**
 * Lets a membership serve the tasks of its set. The arrays by membership grow to hold it.
 */
export function addMember(
  members: TaskMembers,
  { tasks }: World,
  { membership, operator, set }: ServingMembership,
): void {
  const { ofTask, operatorOf, setOf, setsServed } = members;
  while (operatorOf.length <= membership) {
    operatorOf.push(-1);
    setOf.push(-1);
  }
  operatorOf[membership] = operator;
  setOf[membership] = set;
  setsServed[operator]!++;
  for (const task of tasks) if (task.sets.includes(set)) ofTask[task.id]!.push(membership);
}

/**
 * Lets a membership serve tasks no longer. The order of the others stays, since dispatch searches in it; linear in
 * the members of a task.
 */
export function removeMember(members: TaskMembers, { tasks }: World, membership: MembershipId): void {
  const { ofTask, operatorOf, setOf, setsServed } = members;
  const set = setOf[membership]!;
  setsServed[operatorOf[membership]!]!--;
  for (const task of tasks) {
    const own = ofTask[task.id]!;
    if (task.sets.includes(set)) own.splice(own.indexOf(membership), 1);
  }
}
