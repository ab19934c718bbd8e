import { describe, expectTypeOf, it } from 'vitest';
import type { AccountId, IdColumn, MembershipId, OperatorId, SetId, StrategyId } from '../sim/ids.ts';
import { isOperatorSlashable, type Memberships, membershipOf } from '../sim/protocol/index.ts';
import { acceptedStakeUsd, activeMemberships, membersOf } from '../sim/state/stake.ts';

/** Whether the compiler lets one type stand where another is asked for. */
type Fits<Given, Asked> = Given extends Asked ? true : false;

describe('the id of an operator', () => {
  it('does not stand for that of a set, a strategy or a membership, nor they for it', () => {
    expectTypeOf<Fits<OperatorId, SetId>>().toEqualTypeOf<false>();
    expectTypeOf<Fits<SetId, OperatorId>>().toEqualTypeOf<false>();
    expectTypeOf<Fits<StrategyId, OperatorId>>().toEqualTypeOf<false>();
    expectTypeOf<Fits<MembershipId, OperatorId>>().toEqualTypeOf<false>();
    expectTypeOf<Fits<readonly OperatorId[], readonly SetId[]>>().toEqualTypeOf<false>();
  });

  it('stands for its own account, and no account for an operator', () => {
    expectTypeOf<Fits<OperatorId, AccountId>>().toEqualTypeOf<true>();
    expectTypeOf<Fits<AccountId, OperatorId>>().toEqualTypeOf<false>();
  });

  it('is a number, and a number may be one: loops and arrays need no casts', () => {
    expectTypeOf<Fits<OperatorId, number>>().toEqualTypeOf<true>();
    expectTypeOf<Fits<number, OperatorId>>().toEqualTypeOf<true>();
    expectTypeOf<Fits<Int32Array, IdColumn<OperatorId>>>().toEqualTypeOf<true>();
  });

  it('comes before that of a set wherever both are asked for, and a swap does not compile', () => {
    for (const ask of [membershipOf, isOperatorSlashable, acceptedStakeUsd]) {
      expectTypeOf(ask).parameter(1).toEqualTypeOf<OperatorId>();
      expectTypeOf(ask).parameter(2).toEqualTypeOf<SetId>();
    }
    const swap = (operator: OperatorId, set: SetId, ask: typeof membershipOf) =>
      // @ts-expect-error a set where an operator is asked for
      ask({} as never, set, operator);
    expectTypeOf(swap).returns.toEqualTypeOf<MembershipId>();
  });
});

describe('ids that are read from the ledger', () => {
  it('say what they are the ids of', () => {
    expectTypeOf<Memberships['operator'][number]>().toEqualTypeOf<OperatorId>();
    expectTypeOf<Memberships['set'][number]>().toEqualTypeOf<SetId>();
    expectTypeOf<Memberships['ofSet']>().toEqualTypeOf<MembershipId[][]>();
    expectTypeOf(membersOf).returns.toEqualTypeOf<MembershipId[]>();
    expectTypeOf(activeMemberships).returns.toEqualTypeOf<MembershipId[]>();
  });
});
