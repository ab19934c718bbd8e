import { describe, expect, it } from 'vitest';
import { securityRows } from '../../sim/measures/tables/over-time/security-table.ts';
import { queueWithdrawals, WAD } from '../../sim/protocol/index.ts';
import { fraction, slack, toNumber, worstCascade } from '../../sim/security/index.ts';
import { corruptibleNetwork } from '../../sim/state/corruptible-network.ts';
import { initialState } from '../agents/initial-state.fixture.ts';
import { number, observations, rowsOf } from '../laws/worlds/rows.ts';
import { type Written, written } from '../scenario/small.ts';

const set = {
  strategies: ['eth'],
  reward: { kind: 'uniqueStake' },
  slashing: { doubleSign: { fraction: '50%' } },
};
const corruption = { threshold: '50%', condition: 'doubleSign', discount: '50%' };

/** Seven members of a set whose corruption brings `profitUsd`. */
const world = (profitUsd: number, more: Written = {}): Written =>
  written({
    horizon: '10d',
    sampleEvery: '2d',
    avss: { one: { sets: { main: { ...set, corruption: { profitUsd, ...corruption } }, side: set } } },
    operators: { ordinary: { count: 7, starts: { 'one.main': 1 }, policy: { reviewEvery: '1000y' } } },
    ...more,
  });

describe('the table security', () => {
  it('says at the start and at the end of each week and of the run what corrupting each set costs and brings, and nothing of other sets', () => {
    const rows = observations(rowsOf(world(1_000)), 'security');
    expect(rows.map(row => [row.time_days, row.set])).toEqual([0, 7, 10].map(day => [day, 'main']));
    for (const row of rows) {
      // Four of seven hold half: 9,500 USD each.
      expect(row).toMatchObject({ members: 7, slashable_usd: 66_500, withdrawing_usd: 0, cost_usd: 38_000 });
      expect(row).toMatchObject({ profit_usd: 1_000, slack: 37, lost: 0 });
    }
    expect(observations(rowsOf(written()), 'security')).toEqual([]);
  });

  it('is what the analysis of the set as a network says', () => {
    for (const profit of [20_000, 27_000, 39_000]) {
      const { state } = initialState(world(profit));
      queueWithdrawals(state.ledger, 2, [{ strategies: [0], depositShares: [9n * WAD] }]);
      queueWithdrawals(state.ledger, 4, [{ strategies: [0], depositShares: [5n * WAD] }]);
      const [row] = observations(securityRows(state, 0), 'security');
      const network = corruptibleNetwork(state, [0], 0);
      const { gamma, isExact } = slack(network);
      const cascade = worstCascade(network, fraction(1n, 10n));
      expect(isExact && cascade.isExact).toBe(true);
      expect(number(row!, 'slack')).toBeCloseTo(toNumber(gamma!), 12);
      expect(number(row!, 'lost')).toBeCloseTo(toNumber(cascade.realised), 12);
      expect(number(row!, 'withdrawing_usd')).toBe(13_300);
    }
  });

  it('gives the measures their mean, least and largest', () => {
    const rows = rowsOf(world(1_000));
    const of = (name: string) =>
      observations(rows, 'summary').find(({ measure }) => measure === `one.main.security.${name}`)!.value;
    expect([of('cost'), of('slack'), of('lost')]).toEqual([38_000, 37, 0]);
  });

  it('has no slack once the set was attacked: nothing is left to gain', () => {
    const rows = observations(rowsOf(world(1e6, { horizon: '20d' })), 'security');
    expect(rows[0]!.slack).toBeCloseTo(38_000 / 1e6 - 1, 12);
    expect(rows.at(-1)).toMatchObject({ profit_usd: 0, slack: null });
  });
});
