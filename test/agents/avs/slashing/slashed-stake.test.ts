import { describe, expect, it } from 'vitest';
import { slash } from '../../../../sim/agents/avs/slashing/carry-out.ts';
import { createSlashedStake } from '../../../../sim/agents/avs/slashing/slashed-stake.ts';
import { BLOCKS_PER_DAY } from '../../../../sim/protocol/index.ts';
import { bringLedgerTo } from '../../../../sim/state/block-time.ts';
import { written } from '../../../scenario/small.ts';
import { initialState } from '../../initial-state.fixture.ts';

/** A member whose 10 ETH at 1000 USD, 95% of it allocated, lose a tenth of that at a time. */
function robbed(slashed: string, slashHold: string, time: number) {
  const { state, clock } = initialState(
    written({
      slashHold,
      avss: { one: { sets: { main: { slashed } } } },
      operators: { ordinary: { count: 1, starts: { 'one.main': 1 } } },
    }),
  );
  let received = 0;
  const stake = createSlashedStake(state, clock, {
    redistributed: ({ set, usd }) => {
      expect(set).toBe(0);
      received += usd;
    },
  });
  clock.runUntil(time);
  bringLedgerTo(state, time);
  stake.release(slash(state, { operator: 0, set: 0, fraction: 0.1 }));
  return { state, clock, stake, received: () => received };
}

describe('what a slash took', () => {
  it('is the account of the AVS richer by, where the set redistributes', () => {
    const { state, stake, received } = robbed('redistribute', '0d', 3);
    expect(received()).toBeCloseTo(950, 9);
    expect(stake.tokens[0]).toBeCloseTo(0.95, 12);
    expect(stake.usd[0]).toBe(received());
    expect(Number(state.ledger.strategies.tokensRedistributed[0]!) / 1e18).toBe(stake.tokens[0]);
  });

  it('is burned and nobody has it, where the set burns', () => {
    const { state, stake, received } = robbed('burn', '0d', 3);
    expect([received(), stake.usd[0], state.ledger.strategies.tokensRedistributed[0]]).toEqual([0, 0, 0n]);
    expect(Number(state.ledger.strategies.tokensBurned[0]!) / 1e18).toBeCloseTo(0.95, 12);
  });

  it('leaves its strategy in the first block after the hold, at the price of that day', () => {
    for (const time of [3, 3 + 0.3 / BLOCKS_PER_DAY, 3.123_456]) {
      const { state, clock, received } = robbed('redistribute', '7d', time);
      const slashedAt = state.ledger.block;
      state.prices.usd[0] = 500;
      // 50,400 blocks: the last of the hold, and the one after it.
      clock.runUntil(time + 7);
      expect(received()).toBe(0);
      clock.runUntil(time + 7 + 2 / BLOCKS_PER_DAY);
      expect(received()).toBeCloseTo(475, 9);
      expect(state.ledger.block).toBe(slashedAt + 50_401);
    }
  });
});
