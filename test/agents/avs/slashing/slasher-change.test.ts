import { describe, expect, it } from 'vitest';
import { slash } from '../../../../sim/agents/avs/slashing/execute-slash.ts';
import { createSlasherChanges, newSlasherOf } from '../../../../sim/agents/avs/slashing/slasher-change.ts';
import { BLOCKS_PER_DAY } from '../../../../sim/protocol/index.ts';
import { observations, rowsOf } from '../../../laws/worlds/rows.ts';
import { type Written, written } from '../../../scenario/small.ts';
import { initialState } from '../../initial-state.fixture.ts';

const quiet = { policy: { reviewEvery: '1000y' } };

/** A set that is handed, on day 10, to a slasher who robs everyone as soon as it may; 126,001 blocks later it may. */
function handed(more: Written = {}): Written {
  return written({
    horizon: '45d',
    avss: {
      one: {
        abuse: { franchiseUsdPerYear: 0, discount: '10%', checkEvery: '1d' },
        sets: {
          main: {
            slashed: 'redistribute',
            newSlasher: { announced: '10d', feared: { perYear: 20, fraction: 1 } },
          },
        },
      },
    },
    operators: { ordinary: { starts: { 'one.main': 1 }, ...quiet } },
    ...more,
  });
}

describe('a new slasher', () => {
  it('may slash from the 126,001st block after it was announced, and the old one until then', () => {
    const { state, clock, world } = initialState(handed());
    const told: [string, number][] = [];
    createSlasherChanges(state, clock, {
      slasherAnnounced: () => told.push(['announced', state.ledger.block]),
      slasherInEffect: () => told.push(['in effect', state.ledger.block]),
    });
    const start = state.ledger.block;
    const stranger = newSlasherOf(world, 0);
    const tenth = { operator: 0, set: 0, fraction: 0.1 };
    clock.runUntil(27.5);
    expect(() => slash(state, { ...tenth, sender: stranger })).toThrow('InvalidCaller');
    expect(slash(state, tenth).slashId).toBe(1);
    clock.runUntil(28);
    const asked = start + 10 * BLOCKS_PER_DAY;
    expect(told).toEqual([
      ['announced', asked],
      ['in effect', asked + 126_001],
    ]);
    expect(() => slash(state, { ...tenth, sender: 0 })).toThrow('InvalidCaller');
    expect(slash(state, { ...tenth, sender: stranger }).slashId).toBe(2);
  });

  it('robs in the first block in which it may, however often its AVS looks before', () => {
    const events = observations(rowsOf(handed()), 'events');
    const [announced, inEffect] = events.filter(row => row.kind === 'slasher');
    expect([announced!.detail, announced!.time_days]).toEqual(['announced', 10]);
    expect(inEffect!.detail).toBe('in effect');
    const strikes = events.filter(row => row.kind === 'abuse');
    expect(strikes.map(row => row.time_days)).toEqual([inEffect!.time_days]);
    expect(Math.floor(Number(inEffect!.time_days) * BLOCKS_PER_DAY)).toBe(10 * BLOCKS_PER_DAY + 126_001);
  });

  it('misses who withdraws within 25,200 blocks of its announcement, and reaches who is a block late', () => {
    const cohort = (seconds: number): Written => ({
      count: 20,
      stake: { eth: 1 },
      policy: {
        reviewEvery: '1000y',
        attentionLag: `${seconds}s`,
        flight: 1,
        rationality: 1e6,
        inertia: 0,
      },
    });
    const rows = rowsOf(
      handed({ restakers: { prompt: cohort(25_200 * 12), late: cohort(25_201 * 12), asleep: cohort(3e6) } }),
    );
    const end = observations(rows, 'restakers').slice(-3);
    expect(end.map(row => [row.cohort, (Number(row.lost_usd) / 20_000).toFixed(9)])).toEqual([
      ['prompt', '0.000000000'],
      ['late', '0.950000000'],
      ['asleep', '0.950000000'],
    ]);
    expect(end.map(row => [row.cohort, Math.round(Number(row.outside_usd))])).toEqual([
      ['prompt', 20_000],
      ['late', 1_000],
      ['asleep', 0],
    ]);
  });

  it('makes attentive operators leave by what is feared of it, and nobody where nothing is', () => {
    const exits = (feared: Written | undefined): number => {
      const main = { slashed: 'redistribute', newSlasher: { announced: '10d', feared } };
      const rows = rowsOf(
        handed({
          horizon: '25d',
          avss: {
            one: {
              budget: { token: 'ait', usdPerWeek: 700, split: { main: 1 } },
              sets: { main: { ...main, strategies: ['eth'], reward: { kind: 'uniqueStake' } } },
            },
          },
          operators: {
            ordinary: {
              count: 20,
              ownStake: { eth: 10 },
              starts: { 'one.main': 1 },
              policy: { reviewEvery: '2d', rationality: 50, switchingUsd: 0 },
            },
          },
        }),
      );
      return observations(rows, 'events').filter(row => row.kind === 'exit' && Number(row.time_days) > 10)
        .length;
    };
    expect(exits({ perYear: 20, fraction: 1 })).toBe(20);
    expect(exits(undefined)).toBe(0);
  });
});
