import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../../sim/scenario/index.ts';
import { type Written, written } from '../small.ts';

const base: Written = {
  assets: { lst: { peg: { to: 'eth' } } },
  gpus: { h100: { rentUsdPerHour: { usd: 2 } } },
};

/** What is wrong with an intervention of a world of 30 days with an AVS that pays nothing. */
function problemsOf(intervention: Written): string[] {
  const parsed = parseScenario(written({ ...base, interventions: [intervention] }));
  return parsed.ok
    ? []
    : parsed.problems.map(({ path, message }) => `${path.slice(2).join('.')}: ${message}`);
}

describe('An intervention', () => {
  it('is refused where it comes after the end, hits nobody who is there or changes what cannot change', () => {
    const slash = { operatorSet: 'one.main', fraction: '10%' };
    for (const [intervention, problem] of [
      [{ day: 31, slash }, 'day: invalid day: 31 is after the end of the run'],
      [{ day: 3, slash: { ...slash, operatorSet: 'one.mian' } }, 'slash.operatorSet: unknown set: one.mian'],
      [{ day: 3, slash: { ...slash, group: 'gpu' } }, 'slash.group: unknown group: gpu'],
      [
        { day: 3, slash: { ...slash, operator: 'ordinary-4' } },
        'slash.operator: unknown operator: ordinary-4',
      ],
      [
        { day: 3, slash: { fraction: '10%' } },
        'slash: missing operatorSet, group or operator: say who is slashed',
      ],
      [
        { day: 3, slash: { ...slash, fraction: 2 } },
        'slash.fraction: invalid fraction: it lies between 0 and 1 (0% and 100%)',
      ],
      [{ day: 3, set: 'horizon', to: 1 }, 'set: invalid path: horizon cannot change in a run'],
      [{ day: 3, set: 'avss.one.budget.usdPerWeek', to: 1 }, 'set: unknown AVS with a budget: one'],
      [{ day: 3, set: 'assets.lst.price', to: 1 }, 'set: unknown asset with a price: lst'],
      [
        { day: 3, set: 'gpus.h100.rentUsdPerHour', times: 0 },
        'set: invalid price: gpus.h100.rentUsdPerHour would be 0',
      ],
      [{ day: 3, set: 'assets.eth.price' }, ': invalid change: write either to or times'],
      [{ day: 3, set: 'assets.eth.price', to: 1, times: 2 }, ': invalid change: write either to or times'],
    ] as const)
      expect(problemsOf(intervention)).toEqual([problem]);
  });

  it('is taken where all of it is there', () => {
    for (const intervention of [
      { day: 30, slash: { operator: 'ordinary-3', operatorSet: 'one.main', fraction: 0.5 } },
      { day: 1, slash: { group: 'ordinary', fraction: 1, count: 2 } },
      { day: 1, set: 'gpus.h100.rentUsdPerHour', times: 1.5 },
      { day: 1, set: 'assets.eth.price', to: 10 },
    ])
      expect(problemsOf(intervention)).toEqual([]);
  });
});
