import { describe, expect, it } from 'vitest';
import { always } from './worlds/always.ts';
import { equal, number, type Observation, observations, total } from './worlds/rows.ts';

const pathOf = (row: Observation): string => `${row.avs}.${row.set}`;

/** Sum of some columns over the rows that pass. */
const taken = (rows: readonly Observation[], passes: (row: Observation) => boolean): number =>
  total(rows, 'slashed_usd', passes) + total(rows, 'slashed_queue_usd', passes);

describe('the exposure of restakers and operators', () => {
  it('has slash costs that add up, set by set, to what the set slashed', () => {
    let [staked, queued] = [0, 0];
    always(rows => {
      const exposure = observations(rows, 'exposure');
      const sets = observations(rows, 'sets');
      const size = total(observations(rows, 'outcomes'), 'stake_usd');
      for (const path of new Set(sets.map(pathOf))) {
        const cost = taken(exposure, row => pathOf(row) === path);
        const slashed = total(sets, 'slashed_usd', row => pathOf(row) === path);
        expect(equal(cost, slashed, size + slashed), `${path}: ${cost} and ${slashed}`).toBe(true);
      }
      if (total(exposure, 'slashed_usd') > 0) staked++;
      if (total(exposure, 'slashed_queue_usd') > 0) queued++;
    });
    expect(staked).toBeGreaterThan(20);
    expect(queued).toBeGreaterThan(5);
  });

  it('has slash costs that add up, holder by holder, to what it lost, valued when slashed', () => {
    always(rows => {
      const exposure = observations(rows, 'exposure');
      const days = Math.max(...observations(rows, 'sets').map(row => number(row, 'time_days')));
      const stakes = new Map(
        observations(rows, 'outcomes').map(row => [row.cohort, number(row, 'stake_usd')]),
      );
      for (const row of observations(rows, 'restakers').filter(one => one.time_days === days)) {
        const lost = number(row, 'slashed_usd');
        const cost = taken(exposure, one => one.holder_kind === 'restakers' && one.holder === row.cohort);
        const size = stakes.get(row.cohort!)! + lost;
        expect(equal(cost, lost, size), `${row.cohort}: ${cost} and ${lost}`).toBe(true);
      }
      const operators = observations(rows, 'operators');
      for (const group of new Set(operators.map(row => row.group))) {
        const lost = total(operators, 'slashed_usd', row => row.group === group);
        const cost = taken(exposure, row => row.holder_kind === 'operators' && row.holder === group);
        expect(equal(cost, lost, total(operators, 'own_stake_usd') + lost), `${group}`).toBe(true);
      }
    });
  });

  it('has pay that adds up to what each cohort earned', () => {
    always(rows => {
      const days = Math.max(...observations(rows, 'sets').map(row => number(row, 'time_days')));
      const exposure = observations(rows, 'exposure').filter(row => row.holder_kind === 'restakers');
      for (const row of observations(rows, 'restakers').filter(one => one.time_days === days)) {
        const paid = total(exposure, 'paid_usd', one => one.holder === row.cohort);
        expect(equal(paid, number(row, 'earned_usd')), `${row.cohort}`).toBe(true);
      }
    });
  });

  it('is, over all holders, the stake that the set could slash, in the mean of the days', () => {
    always(rows => {
      const days = Math.max(...observations(rows, 'sets').map(row => number(row, 'time_days')));
      const sums = new Map<string, number>();
      for (const row of observations(rows, 'sets')) {
        sums.set(pathOf(row), (sums.get(pathOf(row)) ?? 0) + number(row, 'slashable_stake_usd'));
      }
      const size = total(observations(rows, 'outcomes'), 'stake_usd');
      for (const [path, stakeDays] of sums) {
        const exposed = total(observations(rows, 'exposure'), 'exposed_usd', row => pathOf(row) === path);
        const mean = stakeDays / days;
        expect(equal(exposed, mean, size + mean), `${path}: ${exposed} and ${mean}`).toBe(true);
      }
    });
  });

  it("has contributions to each cohort's tail that add up to its conditional value at risk", () => {
    let losing = 0;
    always(rows => {
      const exposure = observations(rows, 'exposure').filter(row => row.tail_loss_fraction !== null);
      for (const row of observations(rows, 'outcomes')) {
        if (row.slash_loss_cvar95_fraction === null) continue;
        const tail = number(row, 'slash_loss_cvar95_fraction');
        const parts = total(exposure, 'tail_loss_fraction', one => one.holder === row.cohort);
        // What is less than a billionth of the stake counts as rounding, not as loss: over at least twenty days.
        expect(Math.abs(parts - tail), `${row.cohort}: ${parts} and ${tail}`).toBeLessThan(1e-7);
        if (tail > 1e-4) losing++;
      }
    });
    expect(losing).toBeGreaterThan(20);
  });
});

describe('the tail of a cohort', () => {
  it('is no better than its mean, nor than its value at risk', () => {
    always(rows => {
      for (const row of observations(rows, 'outcomes')) {
        if (row.slash_loss_cvar95_fraction === null) continue;
        const tail = number(row, 'slash_loss_cvar95_fraction');
        expect(tail).toBeGreaterThanOrEqual(number(row, 'slash_loss_fraction') - 1e-9);
        expect(tail).toBeGreaterThanOrEqual(number(row, 'slash_loss_var95_fraction') - 1e-9);
        expect(number(row, 'net_loss_cvar95_fraction')).toBeGreaterThanOrEqual(
          -number(row, 'net_apr_p05_fraction') - 1e-9,
        );
      }
    });
  });
});
