import { describe, expect, it } from 'vitest';
import { always } from '../laws/worlds/always.ts';
import { equal, number, type Observation, observations } from '../laws/worlds/rows.ts';

const column = (rows: readonly Observation[], name: string): number[] =>
  rows.filter(row => row[name] !== null).map(row => number(row, name));
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

describe('outcomes', () => {
  it('are net of slashes, with quantiles in order', () => {
    always(rows => {
      for (const row of observations(rows, 'outcomes')) {
        if (row.net_apr_fraction === null) continue;
        const [gross, loss, net] = ['gross_apr_fraction', 'slash_loss_fraction', 'net_apr_fraction'].map(
          name => number(row, name),
        );
        expect(equal(gross! - loss!, net!, gross! + loss!)).toBe(true);
        const [low, middle, high] = ['p05', 'p50', 'p95'].map(p => number(row, `net_apr_${p}_fraction`));
        expect(low! <= middle! && middle! <= high!).toBe(true);
      }
    });
  });
});

describe('two sets', () => {
  it('have an overlap from 0 to 1, and no more common members than either has', () => {
    always(rows => {
      for (const row of observations(rows, 'overlaps')) {
        expect(number(row, 'members')).toBeLessThanOrEqual(number(row, 'ever_members'));
        if (row.jaccard_fraction === null) continue;
        expect(number(row, 'jaccard_fraction')).toBeGreaterThanOrEqual(0);
        expect(number(row, 'jaccard_fraction')).toBeLessThanOrEqual(1 + 1e-12);
      }
    });
  });
});

describe('the flow of stake', () => {
  it('into operators is what they have, out of operators what their sets can slash', () => {
    always(rows => {
      const last = Math.max(...observations(rows, 'sets').map(row => number(row, 'time_days')));
      const flows = observations(rows, 'flows').filter(row => row.time_days === last);
      const operators = observations(rows, 'operators').filter(row => row.time_days === last);
      for (const { operator, stake_usd: stake } of operators) {
        const into = sum(
          column(
            flows.filter(row => row.to_kind === 'operator' && row.to === operator),
            'stake_usd',
          ),
        );
        expect(equal(into, Number(stake), Number(stake) + 1), `${operator}: ${into} and ${stake}`).toBe(true);
      }
      for (const row of observations(rows, 'sets').filter(one => one.time_days === last)) {
        const path = `${row.avs}.${row.set}`;
        const slashable = number(row, 'slashable_stake_usd');
        for (const side of [flows.filter(one => one.to === path), flows.filter(one => one.from === path)]) {
          expect(equal(sum(column(side, 'stake_usd')), slashable), path).toBe(true);
        }
      }
    });
  });
});
