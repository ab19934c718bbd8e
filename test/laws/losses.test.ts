import { describe, expect, it } from 'vitest';
import type { Written } from '../scenario/small.ts';
import { always } from './worlds/always.ts';
import { withConstantPrices } from './worlds/random-scenario.ts';
import { number, type Observation, observations, total } from './worlds/rows.ts';
import { by, lastDay, same } from './worlds/sums.ts';

/** A scenario that says whom each slash cost how much. */
const byAccount = (written: Written): Written => ({ ...written, attribution: 'accounts' });
const constant = (written: Written): Written => byAccount(withConstantPrices(written));

describe('stake', () => {
  it('of a cohort, at constant prices, is delegated, queued, outside or lost', () => {
    always(rows => {
      const start = new Map(
        observations(rows, 'outcomes').map(row => [row.cohort, number(row, 'stake_usd')]),
      );
      for (const row of observations(rows, 'restakers')) {
        const places = ['delegated_usd', 'queued_usd', 'outside_usd', 'lost_usd'];
        const stake = start.get(row.cohort!)!;
        same(
          places.reduce((sum, place) => sum + number(row, place), 0),
          stake,
          `${row.cohort}`,
          stake,
        );
      }
    }, constant);
  });

  it('taken from restakers and from operators, valued when slashed, is what the sets slashed', () => {
    let slashed = 0;
    always(rows => {
      const days = lastDay(rows);
      const fromRestakers = total(
        observations(rows, 'restakers').filter(row => row.time_days === days),
        'slashed_usd',
      );
      const fromOperators = total(observations(rows, 'operators'), 'slashed_usd');
      const bySets = total(observations(rows, 'sets'), 'slashed_usd');
      const size = total(observations(rows, 'outcomes'), 'stake_usd') + bySets;
      same(fromRestakers + fromOperators, bySets, 'slashed', size);
      if (bySets > 0) slashed++;
    }, byAccount);
    expect(slashed).toBeGreaterThan(20);
  });

  it('lost by each account and operator, set by set, is what cohorts and operators lost', () => {
    let people = 0;
    always(rows => {
      const losses = observations(rows, 'losses');
      const days = lastDay(rows);
      const cohorts = observations(rows, 'restakers').filter(row => row.time_days === days);
      const whose = (row: Observation) => `${row.person_kind} ${row.group}`;
      const valued = by(losses, whose, 'slashed_usd');
      const constantly = by(losses, whose, 'slashed_constant_prices_usd');
      const stakes = by(observations(rows, 'outcomes'), row => String(row.cohort), 'stake_usd');
      for (const row of cohorts) {
        const cohort = `restakers ${row.cohort}`;
        const usd = number(row, 'slashed_usd');
        same(valued.get(cohort) ?? 0, usd, cohort, stakes.get(String(row.cohort))! + usd);
      }
      for (const row of observations(rows, 'outcomes')) {
        const stake = number(row, 'stake_usd');
        if (stake === 0) continue;
        const left = (1 - number(row, 'slash_loss_fraction')) ** (days / 365);
        same(constantly.get(`restakers ${row.cohort}`) ?? 0, stake * (1 - left), `${row.cohort}`, stake);
      }
      const own = by(
        losses.filter(row => row.person_kind === 'operators'),
        row => String(row.person),
        'slashed_usd',
      );
      const operators = observations(rows, 'operators');
      const ownStakes = by(operators, row => String(row.operator), 'own_stake_usd');
      for (const [name, usd] of by(operators, row => String(row.operator), 'slashed_usd'))
        same(own.get(name) ?? 0, usd, name, ownStakes.get(name)! + usd);
      people += losses.length;
    }, byAccount);
    expect(people).toBeGreaterThan(500);
  });
});
