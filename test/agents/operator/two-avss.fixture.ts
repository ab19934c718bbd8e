import { merged, type Written, written } from '../../scenario/small.ts';
import { type InitialFixture, initialState } from '../initial-state.fixture.ts';

/** Two AVSs of one set each, paying so much a week by operator-directed rule; operators keep it all. */
export function twoAvss(
  usd: readonly [number, number],
  policy: Written = {},
  more: Written = {},
): InitialFixture {
  const avs = (usdPerWeek: number): Written => ({
    budget: { token: 'ait', usdPerWeek, split: { main: 1 } },
    sets: { main: { strategies: ['eth'], reward: { kind: 'operatorDirected' } } },
  });
  return initialState(
    written(
      merged(
        {
          avss: { one: avs(usd[0]), two: avs(usd[1]) },
          operators: {
            ordinary: {
              count: 1,
              split: 1,
              policy: { switchingUsd: 0, hurdle: 0, tastes: 'fresh', rationality: 1e6, ...policy },
            },
          },
        },
        more,
      ),
    ),
  );
}
