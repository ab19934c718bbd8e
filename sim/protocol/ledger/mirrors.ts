import type { AccountId, IdColumn, MembershipId, OperatorId, SetId } from '../../ids.ts';

/**
 * Float64 mirrors of the ledger for hot loops. Only the ledger writes the `current` arrays (it keeps them
 * equal to its bigints after every operation); only the daily rewards settlement copies them into the
 * `eligible` arrays. Shares are in whole units (base units / 1e18), magnitudes are fractions of 1.
 */
export interface Mirrors {
  /** Number of strategies S; per-strategy arrays are indexed `[entity * S + strategy]`. */
  readonly strategies: number;
  /** Shares delegated to each operator, `[operator * S + strategy]`. */
  readonly operatorShares: Float64Array;
  /** Maximum magnitude of each operator, `[operator * S + strategy]`, from 1 downwards. */
  readonly maxMagnitude: Float64Array;
  /** Operator each account is delegated to, or -1, `[account]`. */
  readonly delegatedTo: IdColumn<OperatorId>;
  /** Scaled shares of each account (deposit shares x deposit scaling factor), `[account * S + strategy]`. */
  readonly scaledShares: Float64Array;
  /** Accounts whose delegation or scaled shares changed since the list was last emptied (no duplicates). */
  readonly touched: { readonly list: AccountId[]; readonly flag: Uint8Array };
  /** The (operator, set) pairs that were ever registered or allocated. */
  readonly memberships: Memberships;
}

/** Pairs of operator and operator set, numbered in the order of their first appearance; arrays grow. */
export interface Memberships {
  count: number;
  operator: IdColumn<OperatorId>;
  set: IdColumn<SetId>;
  /** 1 while the operator is registered to the set. */
  registered: Uint8Array;
  /** Last block at which a deregistered operator can still be slashed by the set; 0 before any deregistration. */
  slashableUntil: Float64Array;
  /** Current (matured) magnitude, `[membership * S + strategy]`. */
  magnitude: Float64Array;
  /** Magnitude once its pending change, if there is one, has taken effect, `[membership * S + strategy]`. */
  committed: Float64Array;
  /**
   * The day's snapshot under the rewards calendar: registered at the last midnight and not deregistered
   * since (joins round up, exits round down).
   */
  eligible: Uint8Array;
  /** Magnitude at the last midnight: the day pays for the smaller of this and the present one. */
  eligibleMagnitude: Float64Array;
  /** Memberships of each set and of each operator, in order of appearance. */
  readonly ofSet: MembershipId[][];
  readonly ofOperator: MembershipId[][];
}

/** Empty mirrors for a world of fixed size; memberships appear as they are first used. */
export function createMirrors(size: { strategies: number; operators: number; accounts: number }): Mirrors {
  const { strategies, operators, accounts } = size;
  return {
    strategies,
    operatorShares: new Float64Array(operators * strategies),
    maxMagnitude: new Float64Array(operators * strategies).fill(1),
    delegatedTo: new Int32Array(accounts).fill(-1),
    scaledShares: new Float64Array(accounts * strategies),
    touched: { list: [], flag: new Uint8Array(accounts) },
    memberships: {
      count: 0,
      operator: new Int32Array(64),
      set: new Int32Array(64),
      registered: new Uint8Array(64),
      slashableUntil: new Float64Array(64),
      magnitude: new Float64Array(64 * strategies),
      committed: new Float64Array(64 * strategies),
      eligible: new Uint8Array(64),
      eligibleMagnitude: new Float64Array(64 * strategies),
      ofSet: [],
      ofOperator: Array.from({ length: operators }, () => []),
    },
  };
}

/**
 * Number of the membership of `operator` in `set`, or -1 if the pair never appeared.
 *
 * @param operator operator id, from 0 to `operatorCount - 1`
 * @param set operator set id
 */
export function membershipOf(mirrors: Mirrors, operator: OperatorId, set: SetId): MembershipId {
  const { set: sets, ofOperator } = mirrors.memberships;
  for (const membership of ofOperator[operator]!) if (sets[membership] === set) return membership;
  return -1;
}

/**
 * Number of the membership of `operator` in `set`, made if the pair is new.
 *
 * @param operator operator id, from 0 to `operatorCount - 1`
 * @param set operator set id
 */
export function ensureMembership(mirrors: Mirrors, operator: OperatorId, set: SetId): MembershipId {
  const known = membershipOf(mirrors, operator, set);
  if (known >= 0) return known;
  const { memberships, strategies } = mirrors;
  const membership = memberships.count++;
  if (membership >= memberships.operator.length) grow(memberships, strategies);
  memberships.operator[membership] = operator;
  memberships.set[membership] = set;
  while (memberships.ofSet.length <= set) memberships.ofSet.push([]);
  memberships.ofSet[set]!.push(membership);
  memberships.ofOperator[operator]!.push(membership);
  return membership;
}

/** Takes back the memberships from a number on, as if they had never appeared. */
export function dropMemberships({ memberships }: Mirrors, count: number): void {
  while (memberships.count > count) {
    const membership = --memberships.count;
    memberships.ofSet[memberships.set[membership]!]!.pop();
    memberships.ofOperator[memberships.operator[membership]!]!.pop();
    memberships.set[membership] = 0;
    memberships.operator[membership] = 0;
  }
}

/** Notes that an account's position changed, so that the day's settlement visits it. */
export function touch(mirrors: Mirrors, account: AccountId): void {
  const { list, flag } = mirrors.touched;
  if (flag[account]) return;
  flag[account] = 1;
  list.push(account);
}

function grow(memberships: Memberships, strategies: number): void {
  const capacity = memberships.operator.length * 2;
  memberships.operator = copied(memberships.operator, new Int32Array(capacity));
  memberships.set = copied(memberships.set, new Int32Array(capacity));
  memberships.registered = copied(memberships.registered, new Uint8Array(capacity));
  memberships.slashableUntil = copied(memberships.slashableUntil, new Float64Array(capacity));
  memberships.magnitude = copied(memberships.magnitude, new Float64Array(capacity * strategies));
  memberships.committed = copied(memberships.committed, new Float64Array(capacity * strategies));
  memberships.eligible = copied(memberships.eligible, new Uint8Array(capacity));
  memberships.eligibleMagnitude = copied(
    memberships.eligibleMagnitude,
    new Float64Array(capacity * strategies),
  );
}

function copied<A extends Float64Array | Int32Array | Uint8Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
