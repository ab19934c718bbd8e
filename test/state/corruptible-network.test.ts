import { describe, expect, it } from 'vitest';
import {
  advanceTo,
  BLOCKS_PER_DAY,
  modifyAllocations,
  queueWithdrawals,
  WAD,
} from '../../sim/protocol/index.ts';
import { type Fraction, slack, toNumber, toText, totalStake } from '../../sim/security/index.ts';
import { corruptibleNetwork, corruptibleSets } from '../../sim/state/corruptible-network.ts';
import { initialState } from '../agents/initial-state.fixture.ts';
import { type Written, written } from '../scenario/small.ts';

const terms = {
  strategies: ['eth'],
  reward: { kind: 'uniqueStake' },
  slashing: { doubleSign: { fraction: '50%' } },
};

/** Two members with 10 and 30 ETH at 1000 USD in a set that can be corrupted, the larger one in another set too. */
const world = (corruption: Written = {}): Written =>
  written({
    avss: {
      one: {
        sets: {
          main: {
            ...terms,
            corruption: {
              profitUsd: 5000,
              growth: 1,
              threshold: '33.4%',
              condition: 'doubleSign',
              discount: '50%',
              ...corruption,
            },
          },
          side: terms,
        },
      },
    },
    operators: {
      ordinary: undefined,
      small: { count: 1, ownStake: { eth: 10 }, starts: { 'one.main': 1 } },
      large: { count: 1, ownStake: { eth: 30 }, starts: { 'one.main': 1, 'one.side': 1 } },
    },
  });

const network = (state: ReturnType<typeof initialState>['state'], time = 0) =>
  corruptibleNetwork(state, corruptibleSets(state.world), time);

const numbers = (amounts: readonly Fraction[]): number[] => amounts.map(toNumber);

describe('sets that can be corrupted', () => {
  it('are a network of what each can slash of each member, without sets of which nothing is stated', () => {
    const { state } = initialState(world());
    const { services, operators } = network(state);
    expect(services.map(({ name, threshold }) => [name, toText(threshold)])).toEqual([
      ['one.main', '167/500'],
    ]);
    expect(operators.map(({ name }) => name)).toEqual(['small-1', 'large-1']);
    // All but a twentieth is allocated, and half of it to each of two sets.
    expect(numbers(operators.map(({ stake }) => stake))).toEqual([9_500, 14_250]);
  });

  it('bring more in time, and nothing once they were attacked', () => {
    const { state } = initialState(world());
    expect(toNumber(network(state).services[0]!.profit)).toBe(5_000);
    expect(toNumber(network(state, 365).services[0]!.profit)).toBe(10_000);
    state.corruptionUsd[0] = 0;
    expect(toNumber(network(state, 365).services[0]!.profit)).toBe(0);
  });

  it('hold an allocation that is being taken back until it is gone', () => {
    const { state } = initialState(world());
    const { ledger } = state;
    modifyAllocations(ledger, 0, [{ set: 0, strategies: [0], newMagnitudes: [WAD / 10n] }]);
    expect(toNumber(totalStake(network(state)))).toBe(9_500 + 14_250);
    advanceTo(ledger, ledger.block + 14 * BLOCKS_PER_DAY + 1);
    expect(numbers(network(state).operators.map(({ stake }) => stake))).toEqual([1_000, 14_250]);
  });

  it('can slash what is queued for withdrawal, which holds no part of them, until it is too late', () => {
    const { state } = initialState(world());
    const { ledger } = state;
    queueWithdrawals(ledger, 0, [{ strategies: [0], depositShares: [4n * WAD] }]);
    const [small] = network(state).operators;
    const [allocation] = small!.allocations;
    expect(toNumber(allocation!.amount)).toBe(5_700);
    expect(toNumber(allocation!.withdrawing!)).toBe(3_800);
    expect(toNumber(small!.stake)).toBe(9_500);
    // 5,700 of 19,950 is too little: the other one must attack, or everybody.
    expect(slack(network(state)).attack).toMatchObject({ operators: [1] });
    advanceTo(ledger, ledger.block + 14 * BLOCKS_PER_DAY + 1);
    expect(toNumber(network(state).operators[0]!.stake)).toBe(5_700);
  });
});
