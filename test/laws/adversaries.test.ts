import { describe, expect, it } from 'vitest';
import type { Written } from '../scenario/small.ts';
import { always } from './worlds/always.ts';
import { equal, number, observations, total } from './worlds/rows.ts';

type Avss = Readonly<Record<string, { readonly sets: Readonly<Record<string, Written>> }>>;

/** The same world among thieves: every AVS would rob for little, in sets that change hands, and every set can be attacked. */
const amongThieves = (written: Written): Written => ({
  ...written,
  protocol: 'v1.12',
  slashHold: '2d',
  avss: Object.fromEntries(
    Object.entries(written.avss as Avss).map(([name, avs]) => [
      name,
      {
        ...avs,
        abuse: { franchiseUsdPerYear: 500, discount: '10%', fraction: '60%', checkEvery: '3d' },
        sets: Object.fromEntries(
          Object.entries(avs.sets).map(([set, terms], i) => [
            set,
            {
              ...terms,
              slashed: 'redistribute',
              slashing: { ...(terms.slashing as Written), doubleSign: { fraction: '30%' } },
              corruption: {
                profitUsd: { lognormal: { median: 3_000, sigma: 2 } },
                threshold: '40%',
                condition: 'doubleSign',
                discount: '50%',
                checkEvery: '2d',
              },
              ...(i === 0
                ? { newSlasher: { announced: '2d', feared: { perYear: 2, fraction: '50%' } } }
                : {}),
            },
          ]),
        ),
      },
    ]),
  ),
});

describe('among thieves', () => {
  it('nobody strikes but for a profit above the cost, no AVS and no coalition twice', () => {
    let strikes = 0;
    always(rows => {
      const checks = observations(rows, 'corruption');
      const struck = checks.filter(row => row.strikes === 1);
      for (const row of checks)
        expect(row.strikes === 1).toBe(number(row, 'profit_usd') > number(row, 'cost_usd'));
      const who = struck.map(row => `${row.avs} ${row.set}`);
      expect(new Set(who).size).toBe(who.length);
      const told = observations(rows, 'events').filter(row => ['abuse', 'attack'].includes(String(row.kind)));
      expect(told.map(row => [row.time_days, row.amount_usd])).toEqual(
        struck.map(row => [row.time_days, row.profit_usd]),
      );
      strikes += struck.length;
    }, amongThieves);
    expect(strikes).toBeGreaterThan(50);
  });

  it('what attacks bring is what their members have, and what reached an AVS is attributed to it', () => {
    always(rows => {
      const attacks = observations(rows, 'events').filter(row => row.kind === 'attack');
      expect(equal(total(attacks, 'amount_usd'), total(observations(rows, 'operators'), 'spoils_usd'))).toBe(
        true,
      );
      const sets = observations(rows, 'sets');
      const layer = observations(rows, 'attribution').filter(row => row.layer === 'slashed');
      expect(equal(total(layer, 'amount_usd'), total(sets, 'redistributed_usd'))).toBe(true);
    }, amongThieves);
  });
});
