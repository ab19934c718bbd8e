import { describe, expect, it } from 'vitest';
import { bundleOf } from '../../../../sim/agents/operator/valuation/bundle.ts';
import { number, observations, rowsOf } from '../../../laws/worlds/rows.ts';
import { merged, type Written, written } from '../../../scenario/small.ts';
import { initialState } from '../../initial-state.fixture.ts';
import { valuationContext } from '../valuation-context.fixture.ts';

const rent = 2.5;
const utilisation = 0.6;

/** Four operators of 8 GPUs in a set with tasks for half of their hours, which they rent out between tasks. */
function world(rentsIdle: number, more: Written = {}): Written {
  return written(
    merged(
      {
        horizon: '70d',
        gpus: { h100: { rentUsdPerHour: { usd: rent }, utilisation } },
        avss: {
          one: {
            budget: { token: 'ait', usdPerWeek: 10_000, split: { main: 1 } },
            sets: {
              main: { strategies: ['eth'], admission: { gpus: 8 }, reward: { kind: 'operatorDirected' } },
            },
            tasks: {
              heavy: {
                perDay: 96,
                resource: 'gpu',
                hours: { mean: 4, cv: 1 },
                width: 2,
                deadline: '2d',
                sets: ['main'],
              },
            },
          },
        },
        operators: {
          ordinary: {
            count: 4,
            gpus: 8,
            gpu: 'h100',
            rentsIdle,
            starts: { 'one.main': 1 },
            failure: { every: '6d', repair: '12h' },
            policy: { reviewEvery: '20d', rationality: 1 },
          },
        },
      },
      more,
    ),
  );
}

const periods = (rentsIdle: number) =>
  observations(rowsOf(world(rentsIdle)), 'operators').filter(row => number(row, 'time_days') > 0);

describe('GPUs of members between tasks', () => {
  it.each([0.4, 1])(
    'work, are rented or lie idle for just the hours that they are up, offered %d',
    offered => {
      for (const row of periods(offered)) {
        const [worked, rented, idle] = ['worked', 'rented', 'idle'].map(what =>
          number(row, `${what}_gpu_hours`),
        );
        const up = 24 * 8 * 7 * number(row, 'uptime_fraction');
        expect(worked! + rented! + idle!).toBeCloseTo(up, 6);
        expect(rented! * rent).toBeCloseTo(number(row, 'rent_usd'), 6);
        expect(Math.min(worked!, rented!, idle!)).toBeGreaterThanOrEqual(0);
      }
    },
  );

  it('earn no rent unless they are offered', () => {
    const members = periods(0).filter(row => row.status === 'active' && number(row, 'rewards_usd') > 0);
    expect(members.length).toBeGreaterThan(10);
    const staying = members.filter(row => number(row, 'rent_usd') === 0);
    expect(staying.length).toBeGreaterThan(members.length / 2);
    for (const row of staying) expect(row.rented_gpu_hours).toBe(0);
  });

  it('lower what serving costs in rent by just what they are expected to bring', () => {
    const value = (rentsIdle: number, sets: readonly number[]): number => {
      const { state } = initialState(world(rentsIdle));
      return bundleOf(valuationContext(state), 0, sets).value;
    };
    const full = 168 * 8 * rent * utilisation;
    // Four members share 384 GPU-hours a day: 96 of the 192 that each has.
    for (const offered of [0.4, 1])
      expect(value(offered, [0]) - value(0, [0])).toBeCloseTo(full * offered * 0.5, 9);
    expect(value(1, [])).toBeCloseTo(full, 9);
  });
});
