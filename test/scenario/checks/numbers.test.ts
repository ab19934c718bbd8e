import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../../sim/scenario/index.ts';
import { type Written, written } from '../small.ts';

/** Problems of the smallest scenario with changes, as `path: message`. */
function problems(changes: Written): string[] {
  const parsed = parseScenario(written(changes));
  return parsed.ok ? [] : parsed.problems.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

const task = (change: Written): Written => ({
  avss: {
    one: {
      tasks: {
        job: { perDay: 1, resource: 'cpu', hours: { mean: 1 }, deadline: '1h', sets: ['main'], ...change },
      },
    },
  },
});
const group = (change: Written): Written => ({ operators: { ordinary: change } });
const cohort = (change: Written): Written => ({
  restakers: { retail: { count: 2, stake: { eth: 1 }, ...change } },
});

describe('numbers that no model can bear', () => {
  it.each<[string, Written, string]>([
    [
      'prices that fall by all they are',
      { assets: { eth: { price: { drift: '-100%' } } } },
      'assets.eth.price.drift',
    ],
    [
      'a negative volatility',
      { assets: { eth: { price: { volatility: -1 } } } },
      'assets.eth.price.volatility',
    ],
    ['a free asset', { assets: { eth: { price: { usd: 0 } } } }, 'assets.eth.price.usd'],
    [
      'reviews without a pause',
      group({ policy: { reviewEvery: '0d' } }),
      'operators.ordinary.policy.reviewEvery',
    ],
    ['a horizon of nothing', group({ policy: { horizon: '0d' } }), 'operators.ordinary.policy.horizon'],
    [
      'restakers without a pause',
      cohort({ policy: { reviewEvery: '0s' } }),
      'restakers.retail.policy.reviewEvery',
    ],
    ['a demand that shrinks by more than all', task({ growth: '-150%' }), 'avss.one.tasks.job.growth'],
    ['beliefs that weigh nothing', { beliefs: { weightYears: 0 } }, 'beliefs.weightYears'],
    [
      'failures without a pause',
      group({ failure: { every: '0d', repair: '0d' } }),
      'operators.ordinary.failure.every',
    ],
    [
      'a series that goes back in time',
      {
        assets: {
          eth: {
            price: {
              usd: undefined,
              series: [
                [5, 1],
                [2, 3],
              ],
            },
          },
        },
      },
      'assets.eth.price.series',
    ],
  ])('are refused: %s', (_, changes, path) => {
    expect(problems(changes).map(problem => problem.split(': ')[0])).toContainEqual(
      expect.stringContaining(path),
    );
  });
});
