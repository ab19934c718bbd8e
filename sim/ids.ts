/** Tells ids of different kinds apart, for the compiler alone: at run time an id is a number and nothing else. */
declare const kind: unique symbol;

/**
 * A number that is the id of one kind of thing. A plain number may stand in its place, so that loops count and arrays
 * index as ever; an id of another kind may not: a swap of two ids does not compile.
 */
type Id<Kind extends string> = number & { readonly [kind]?: Kind };

/**
 * Operator: also the number of its own account on the ledger, whose first accounts are the operators'. It indexes
 * every array that is marked `[operator]`.
 */
export type OperatorId = Id<'operator'>;

/** Operator set, numbered over all AVSs in the order of the scenario. */
export type SetId = Id<'set'>;

/**
 * Account of the ledger: operators first, then restakers' accounts. `AccountTraits` and trackers that are about
 * restakers alone number these from 0: `account - operators`.
 */
export type AccountId = Id<'account' | 'operator'>;

/**
 * Strategy of the ledger, in the order of the scenario. Its asset has a number of its own:
 * `world.strategies[strategy]`.
 */
export type StrategyId = Id<'strategy'>;

/**
 * Pair of operator and set that was ever registered or allocated; -1 for a pair that never was. It indexes the
 * arrays of `mirrors.memberships`. Of -1 they read `undefined`: such a pair counts as not registered.
 */
export type MembershipId = Id<'membership'>;

/**
 * Column of ids, by the number of its row. For the compiler alone: an Int32Array whose cells are ids of one kind.
 */
export interface IdColumn<Id extends number> extends Int32Array {
  [row: number]: Id;
}
