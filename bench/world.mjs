// Worlds of any size, as people would write them: many AVSs of a few sets each, operators that join some, restakers who
// review. Every decision is made as in any scenario.

/** Size of mainnet's world and beyond: what the goal for a year is stated for. */
export const mainnet = {
  restakers: 1_000_000,
  operators: 10_000,
  sets: 1_000,
  avss: 300,
  days: 365,
  tasks: 0,
};

/**
 * A scenario of a size, as a file would have it.
 *
 * @param size numbers of restakers, operators, sets, AVSs (of as many sets each as comes out) and days, and tasks a day
 *   for all AVSs together
 */
export function world({ restakers, operators, sets, avss, days, tasks }) {
  const setsOf = Array.from({ length: avss }, (_, avs) =>
    Array.from({ length: Math.ceil((sets - avs) / avss) }, (_, set) => `set-${set + 1}`),
  );
  return {
    name: 'world',
    horizon: `${days}d`,
    sampleEvery: '7d',
    assets: {
      eth: { price: { usd: 2500, volatility: '74%', market: 0.95 } },
      eigen: { price: { usd: 0.5, volatility: '147%', market: 0.8 } },
    },
    strategies: ['eth', 'eigen'],
    avss: Object.fromEntries(setsOf.map((names, avs) => [`avs-${avs + 1}`, avsOf(names, avs, tasks / avss)])),
    operators: { ordinary: operatorsOf(operators, Math.min(5, sets)) },
    restakers: {
      retail: {
        count: restakers,
        stake: {
          eth: { lognormal: { median: 4.5, sigma: 1.54 } },
          eigen: { lognormal: { median: 400, sigma: 2 } },
        },
        outside: '5%',
        // Two looks a year each: the two million actions a year of a million restakers, where all of them act.
        policy: { reviewEvery: '182d', attentionLag: '14d', inertia: '3%', baseYield: '0.3%' },
      },
    },
  };
}

function avsOf(names, avs, tasks) {
  const share = Object.fromEntries(names.map(name => [name, 1 / names.length]));
  const set = {
    strategies: avs % 2 === 0 ? ['eth', 'eigen'] : ['eth'],
    admission: { minStakeUsd: 20_000 },
    reward: { kind: avs % 3 === 0 ? 'totalStake' : 'uniqueStake' },
    slashing: {
      downtime: {
        after: '1h',
        fraction: '0.1%',
        cooldown: '1d',
        veto: { window: '3.5d', probability: '5%' },
      },
      doubleSign: { fraction: '30%' },
    },
  };
  return {
    budget: { token: 'eigen', usdPerWeek: (10_000 + 1_000 * (avs % 7)) * names.length, split: share },
    sets: Object.fromEntries(names.map(name => [name, set])),
    ...(tasks > 0 && {
      tasks: {
        check: {
          perDay: tasks,
          resource: 'cpu',
          hours: { mean: 0.1, cv: 0.5 },
          deadline: '1h',
          feeUsd: 0.05,
          sets: names,
        },
      },
    }),
  };
}

function operatorsOf(count, startsIn) {
  return {
    count,
    cores: 8,
    ownStake: { eth: { lognormal: { median: 32, sigma: 1 }, max: 2000 } },
    popularity: { lognormal: { median: 1, sigma: 2 }, max: 100 },
    costs: { monthlyUsd: { uniform: [25, 200] }, setMonthlyUsd: { uniform: [5, 40] } },
    failure: { every: { uniform: ['400h', '2000h'] }, repair: { uniform: ['0.25h', '8h'] } },
    hazards: { doubleSign: 0.004 },
    split: { uniform: ['5%', '20%'] },
    startsIn,
    policy: { stakeElasticity: 8, switchingUsd: 300 },
  };
}
