import { describe, expect, it } from 'vitest';
import { potentialAttackers } from '../../../../sim/agents/avs/adversaries/attack-cost.ts';
import { advanceTo, BLOCKS_PER_DAY, queueWithdrawals, WAD } from '../../../../sim/protocol/index.ts';
import { countDistance, unlikely } from '../../../economy/distance.ts';
import { number, observations, rowsOf } from '../../../laws/worlds/rows.ts';
import { merged, type Written, written } from '../../../scenario/small.ts';
import { initialState } from '../../initial-state.fixture.ts';

const quiet = { policy: { reviewEvery: '1000y' } };
const member = (eth: number): Written => ({
  count: 1,
  ownStake: { eth },
  starts: { 'one.main': 1 },
  ...quiet,
});

/**
 * Members with 10, 20 and 30 ETH at 1000 USD, 95% of it allocated, of which half is slashed with probability 0.8 and
 * not vetoed with 0.75, and a profit that doubles in a year. Half of the stake is 28,500 USD: the largest member's.
 */
const corruptible = (profitUsd: unknown, more: Written = {}): Written =>
  written(
    merged(
      {
        horizon: '40d',
        avss: {
          one: {
            sets: {
              main: {
                slashing: {
                  doubleSign: {
                    fraction: '50%',
                    detection: { probability: 0.8, lag: '1d' },
                    veto: { window: '3d', probability: '25%' },
                  },
                },
                corruption: {
                  profitUsd,
                  growth: 1,
                  threshold: '50%',
                  condition: 'doubleSign',
                  discount: '50%',
                  checkEvery: '1d',
                },
              },
            },
          },
        },
        operators: { ordinary: undefined, small: member(10), middle: member(20), large: member(30) },
      },
      more,
    ),
  );

const slashUsd = 0.8 * 0.75 * 0.5 * 28_500;

const attacksOf = (input: Written) =>
  observations(rowsOf(input), 'events').filter(row => row.kind === 'attack');

/** First whole day, from the second on, on which a profit that doubles in a year exceeds a cost. */
const firstDay = (profit: number, cost: number): number =>
  Math.max(2, Math.floor(365 * Math.log2(cost / profit)) + 1);

describe('a rational coalition', () => {
  it('attacks on the first day on which the profit exceeds its expected slash', () => {
    for (const profit of [0.99 * slashUsd, 0.96 * slashUsd, 0.94 * slashUsd, 2 * slashUsd]) {
      const [attack, ...more] = attacksOf(corruptible(profit));
      expect(attack).toMatchObject({ avs: 'one', set: 'main', time_days: firstDay(profit, slashUsd) });
      expect(more).toEqual([]);
    }
  });

  it('never attacks if and only if the cost is as much on every day', () => {
    const last = slashUsd / 2 ** (40 / 365);
    expect(attacksOf(corruptible(last * (1 - 1e-9)))).toEqual([]);
    expect(attacksOf(corruptible(last * (1 + 1e-9))).map(row => row.time_days)).toEqual([40]);
  });

  it('leaves a slack of its cost over the profit, less 1, which the profit wears down to the last check', () => {
    const profit = 0.5 * slashUsd;
    const rows = observations(rowsOf(corruptible(profit)), 'summary');
    const slack = rows.find(({ measure }) => measure === 'one.main.slack')?.value;
    expect(attacksOf(corruptible(profit))).toEqual([]);
    expect(slack).toBeCloseTo(2 / 2 ** (40 / 365) - 1, 9);
  });

  it('counts the honest income that it would give up', () => {
    const budget = { token: 'ait', usdPerWeek: 700, split: { main: 1 } };
    const paid = { avss: { one: { budget } } };
    // The largest member has half of 100 USD a day, and 30 USD a month to serve the set.
    const operators = { large: { costs: { setMonthlyUsd: 30 } } };
    const cost = slashUsd + (365 * 50 - 360) / 0.5;
    // The others together have as much of it, and nothing to pay: the largest is the cheapest.
    const [first] = attacksOf(corruptible(0.97 * cost, { ...paid, operators }));
    expect(first!.time_days).toBe(firstDay(0.97 * cost, cost));
    expect(first!.detail).toBe('by 1 operators');
  });

  it('counts as much of what its delegators would lose as it cares for', () => {
    for (const delegators of [0, 0.4, 1]) {
      const input = corruptible(1, {
        restakers: { retail: { count: 1, stake: { eth: 60 } } },
        avss: { one: { sets: { main: { corruption: { delegators, threshold: 1 } } } } },
      });
      // Everyone is needed, so it is all the same whom the restaker chose.
      const [check] = observations(rowsOf(input), 'corruption');
      expect(check!.cost_usd).toBeCloseTo(0.3 * 0.95 * 1000 * (60 + delegators * 60), 6);
      expect(check!.members).toBe(3);
    }
  });

  it('counts what its delegators withdraw as long as it can be slashed, though that holds no part of the set', () => {
    const input = corruptible(1, {
      restakers: { retail: { count: 1, stake: { eth: 60 } } },
      avss: { one: { sets: { main: { corruption: { delegators: 0.4 } } } } },
    });
    const { state, world } = initialState(input);
    const unpaid = { days: () => 1, usdPerYear: () => 0, addDay: () => {}, reset: () => {} };
    const totals = () => {
      const members = potentialAttackers(state, world.sets[0]!, unpaid, 0);
      return {
        slashable: members.reduce((sum, { slashableUsd }) => sum + slashableUsd, 0),
        cost: members.reduce((sum, { costUsd }) => sum + costUsd, 0),
      };
    };
    const before = totals();
    // The restaker's account comes behind those of the three operators.
    queueWithdrawals(state.ledger, 3, [{ strategies: [0], depositShares: [40n * WAD] }]);
    expect(totals().slashable).toBeCloseTo(before.slashable - 0.95 * 40_000, 6);
    expect(totals().cost).toBeCloseTo(before.cost, 6);
    advanceTo(state.ledger, state.ledger.block + 14 * BLOCKS_PER_DAY + 1);
    expect(totals().cost).toBeCloseTo(before.cost - 0.3 * 0.4 * 0.95 * 40_000, 6);
  });

  it('has its profit, is gone for good, and is slashed as the condition says', () => {
    const sure = { detection: { probability: 1 }, veto: { probability: 0 } };
    const input = corruptible(1e6, {
      horizon: '60d',
      avss: {
        one: {
          budget: { token: 'ait', usdPerWeek: 7_000, split: { main: 1 } },
          sets: { main: { slashing: { doubleSign: sure }, corruption: { threshold: '80%', discount: 1 } } },
        },
      },
      operators: { large: { policy: { reviewEvery: '1d' } }, middle: { policy: { reviewEvery: '1d' } } },
    });
    const rows = rowsOf(input);
    const events = observations(rows, 'events');
    const at = (kind: string) =>
      events.filter(row => row.kind === kind).map(row => [row.time_days, row.operator, row.detail]);
    expect(at('attack')).toEqual([[2, null, 'by 2 operators']]);
    expect(at('ejection').map(([time, , reason]) => [time, reason])).toEqual([
      [2, 'attack'],
      [2, 'attack'],
    ]);
    expect(at('slash').map(([time, , detail]) => [time, detail])).toEqual([
      [6, 'doubleSign'],
      [6, 'doubleSign'],
    ]);
    expect(at('join').filter(([time]) => Number(time) > 2)).toEqual([]);
    const profit = 1e6 * 2 ** (2 / 365);
    const spoils = new Map<string, number>();
    for (const row of observations(rows, 'operators'))
      spoils.set(String(row.group), (spoils.get(String(row.group)) ?? 0) + number(row, 'spoils_usd'));
    expect(spoils.get('small')).toBe(0);
    expect(spoils.get('middle')).toBeCloseTo(0.4 * profit, 4);
    expect(spoils.get('large')).toBeCloseTo(0.6 * profit, 4);
    const measures = new Map(observations(rows, 'summary').map(row => [row.measure, row.value]));
    expect(measures.get('one.main.attacks')).toBe(1);
    expect(measures.get('one.main.corruption.profit')).toBeCloseTo(profit, 4);
  });

  it('wins no place of its set in an auction either', () => {
    const main = {
      reward: { kind: 'operatorDirected' },
      auction: { places: 3, every: '20d' },
      admission: { minStakeUsd: 4_000 },
    };
    const budget = { token: 'ait', usdPerWeek: 7_000, split: { main: 1 } };
    const events = observations(
      rowsOf(corruptible(1e6, { avss: { one: { budget, sets: { main } } } })),
      'events',
    );
    const attackers = events.filter(row => row.detail === 'attack').map(row => row.operator);
    // All have 8,000 USD in it: two are enough.
    expect(attackers).toHaveLength(2);
    // They qualify at the auction of day 20, 18 days after they left.
    for (const row of events.filter(({ kind }) => kind === 'join'))
      expect(attackers).not.toContain(row.operator);
  });

  it('draws its profit once a run, and strikes at every check if and only if that pays', () => {
    const drawn = { lognormal: { median: slashUsd, sigma: 1 } };
    const runs = Array.from({ length: 40 }, (_, seed) =>
      observations(rowsOf({ ...corruptible(drawn), seed: seed + 1, horizon: '4d' }), 'corruption'),
    );
    let struck = 0;
    for (const checks of runs) {
      for (const row of checks) {
        expect(row.strikes === 1).toBe(number(row, 'profit_usd') > number(row, 'cost_usd'));
        expect(row.bound_usd).toBe(row.cost_usd);
        struck += Number(row.strikes);
      }
      const starts = checks.map(row => number(row, 'profit_usd') / 2 ** (number(row, 'time_days') / 365));
      for (const start of starts) expect(start).toBeCloseTo(starts[0]!, 4);
    }
    // The median of what is drawn is the cost, and it grows by 0.8% until the last check: P(Z > -0.0076).
    expect(countDistance(struck, runs.length, 0.503)).toBeLessThan(unlikely);
  });
});
