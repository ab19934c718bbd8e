import { merged, type Written, written } from '../scenario/small.ts';

/** GPU operators and a GPU set of two places, 1,000 USD a week of budget, beside a set that pays by stake. */
export function market(more: Written = {}, every = '28d'): Written {
  return merged(
    written({
      horizon: '90d',
      gpus: { h100: { rentUsdPerHour: { usd: 1 }, utilisation: 0.5 } },
      avss: {
        one: {
          budget: { token: 'ait', usdPerWeek: 1_000, split: { gpu: 0.8, main: 0.2 } },
          sets: {
            gpu: {
              strategies: ['eth'],
              admission: { gpus: 1, minStakeUsd: 2_000 },
              reward: { kind: 'operatorDirected' },
              auction: { places: 2, every },
            },
          },
        },
      },
      operators: {
        ordinary: {
          count: 5,
          gpus: 1,
          gpu: 'h100',
          split: 0.5,
          costs: { setMonthlyUsd: { uniform: [0, 500] } },
          starts: { 'one.main': 1 },
          policy: { switchingUsd: 900, horizon: '63d' },
        },
      },
    }),
    more,
  );
}
