import { describe, expect, it } from 'vitest';
import { slash } from '../../../../sim/agents/avs/slashing/execute-slash.ts';
import {
  createSlashedStake,
  type Redistribution,
} from '../../../../sim/agents/avs/slashing/slashed-stake.ts';
import { BLOCKS_PER_DAY } from '../../../../sim/protocol/index.ts';
import { bringLedgerTo } from '../../../../sim/state/block-time.ts';
import { heldSlashedUsd } from '../../../../sim/state/stake.ts';
import { written } from '../../../scenario/small.ts';
import { initialState } from '../../initial-state.fixture.ts';

/** A member whose 10 ETH at 1000 USD, 95% of it allocated, lose a tenth of that at a time. */
function robbed(time: number, { slashed = 'redistribute', protocol = 'v1.12', slashHold = '0d' } = {}) {
  const { state, clock } = initialState(
    written({
      protocol,
      slashHold,
      avss: { one: { sets: { main: { slashed } } } },
      operators: { ordinary: { count: 1, starts: { 'one.main': 1 } } },
    }),
  );
  const received: Redistribution[] = [];
  const stake = createSlashedStake(state, clock, { redistributed: payment => received.push(payment) });
  clock.runUntil(time);
  bringLedgerTo(state, time);
  stake.release(slash(state, { operator: 0, set: 0, fraction: 0.1 }));
  return { state, clock, stake, received };
}

/** Times in a block: at its start, within it, and one that is no whole number of blocks. */
const times = [3, 3 + 0.3 / BLOCKS_PER_DAY, 3.123_456];

describe('what a slash took', () => {
  it('is the account of the AVS richer by at once under v1.12, where the set redistributes', () => {
    const { state, stake, received } = robbed(3);
    expect(received).toEqual([
      { set: 0, usd: expect.closeTo(950, 9), usdWhenSlashed: expect.closeTo(950, 9) },
    ]);
    expect(stake.tokens[0]).toBeCloseTo(0.95, 12);
    expect(stake.usd[0]).toBe(received[0]!.usd);
    expect(Number(state.ledger.strategies.tokensRedistributed[0]!) / 1e18).toBe(stake.tokens[0]);
    expect(heldSlashedUsd(state, 0)).toBe(0);
  });

  it('is burned and nobody has it, where the set burns', () => {
    const { state, stake, received } = robbed(3, { slashed: 'burn' });
    expect([received.length, stake.usd[0], state.ledger.strategies.tokensRedistributed[0]]).toEqual([
      0,
      0,
      0n,
    ]);
    expect(Number(state.ledger.strategies.tokensBurned[0]!) / 1e18).toBeCloseTo(0.95, 12);
  });

  it.each([
    { protocol: 'v1.13', slashHold: '0d', days: 7 },
    { protocol: 'v1.13', slashHold: '2d', days: 7 },
    { protocol: 'v1.13', slashHold: '10d', days: 10 },
    { protocol: 'v1.12', slashHold: '2d', days: 2 },
  ])(
    'leaves its strategy $days days later under $protocol with a hold of $slashHold, at the price of that day',
    ({ protocol, slashHold, days }) => {
      for (const time of times) {
        const { state, clock, received } = robbed(time, { protocol, slashHold });
        const slashedAt = state.ledger.block;
        state.prices.usd[0] = 500;
        // The last of the blocks that it waits, and the one after it.
        clock.runUntil(time + days - 1 / BLOCKS_PER_DAY);
        expect(received).toEqual([]);
        expect(heldSlashedUsd(state, 0)).toBeCloseTo(475, 9);
        clock.runUntil(time + days + 2 / BLOCKS_PER_DAY);
        expect(received).toEqual([
          { set: 0, usd: expect.closeTo(475, 9), usdWhenSlashed: expect.closeTo(950, 9) },
        ]);
        expect(state.ledger.block).toBe(slashedAt + days * BLOCKS_PER_DAY + 1);
        expect(heldSlashedUsd(state, 0)).toBe(0);
      }
    },
  );

  it('waits for its own slash', () => {
    const { state, clock, stake, received } = robbed(3, { protocol: 'v1.13' });
    clock.runUntil(5);
    bringLedgerTo(state, 5);
    stake.release(slash(state, { operator: 0, set: 0, fraction: 0.1 }));
    clock.runUntil(11);
    expect(received).toHaveLength(1);
    clock.runUntil(13);
    expect(received).toHaveLength(2);
    // A tenth of what the first slash left.
    expect(received[1]!.usd).toBeCloseTo(855, 9);
  });
});
