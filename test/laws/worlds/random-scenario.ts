import fc from 'fast-check';
import { merged, type Written } from '../../scenario/small.ts';

const fraction = (max = 1) =>
  fc.integer({ min: 0, max: Math.round(max * 100) }).map(percent => `${percent}%`);
const days = (min: number, max: number) => fc.integer({ min, max }).map(n => `${n}d`);
const hours = (min: number, max: number) => fc.integer({ min, max }).map(n => `${n}h`);
const between = (min: number, max: number) => fc.integer({ min, max });

/** A record of parts, some of which may be left out. */
function some<T extends Record<string, fc.Arbitrary<unknown>>>(
  parts: T,
  required: (keyof T & string)[] = [],
) {
  return fc.record<Written>(parts, { requiredKeys: required });
}

/** A map of 1 to `most` things under names made from a letter. */
function named(letter: string, most: number, thing: fc.Arbitrary<Written>, least = 1): fc.Arbitrary<Written> {
  return fc
    .array(thing, { minLength: least, maxLength: most })
    .map(things => Object.fromEntries(things.map((one, i) => [`${letter}${i}`, one])));
}

const price = (usd: number): fc.Arbitrary<Written> =>
  fc.oneof(
    fc.constant({ usd }),
    some(
      {
        usd: fc.constant(usd),
        drift: between(-50, 50).map(n => `${n}%`),
        volatility: between(0, 150).map(n => `${n}%`),
        market: between(-10, 10).map(n => n / 10),
        jumps: some({
          perYear: between(0, 40),
          mean: between(-30, 30).map(n => `${n}%`),
          sd: fraction(0.2),
        }).map(jumps => ({ perYear: 12, mean: '-10%', ...jumps })),
      },
      ['usd'],
    ),
    fc.constant({
      series: [
        [0, usd],
        [9, usd * 1.5],
        [17, usd * 0.4],
      ],
    }),
  );

const condition = some(
  {
    fraction: fraction(0.6),
    repeat: fc
      .record({ growth: fc.constantFrom(0.5, 1, 2, 5), within: days(1, 60), more: fraction(0.4) })
      .map(({ more, ...repeat }) => ({ ...repeat, max: more })),
    cooldown: days(0, 5),
    detection: some({ probability: fraction(), lag: hours(0, 72) }),
    veto: fc.record({ window: days(0, 7), probability: fraction() }),
  },
  ['fraction'],
).map((terms): Written => {
  // The largest fraction may not lie below the first.
  const { repeat } = terms;
  return repeat ? { ...terms, repeat: { ...(repeat as Written), max: '100%' } } : terms;
});

const downtime = fc
  .record({ condition, after: hours(0, 8) })
  .map(({ condition: terms, after }): Written => ({ ...terms, after }));

const reward: fc.Arbitrary<Written> = fc.oneof(
  fc.constant({ kind: 'uniqueStake' }),
  fc.constant({ kind: 'totalStake' }),
  some({
    work: fc.constantFrom(0, 0.5, 1),
    uptime: fc.constantFrom(0, 1, 2),
    stake: fc.constantFrom(0, 0.5, 1),
    capacity: fc.constantFrom(0, 1),
  }).map(by => ({ kind: 'operatorDirected', by })),
);

const set = (strategies: readonly string[]) =>
  some(
    {
      strategies: fc.subarray([...strategies], { minLength: 1 }),
      admission: some({
        gpus: fc.constantFrom(0, 0, 2),
        minStakeUsd: fc.constantFrom(0, 5_000, 40_000),
        minUptime: fc.constantFrom(0, 0.9),
        cap: between(1, 8),
      }),
      reward,
      slashing: some({ downtime, doubleSign: condition, wrongResult: condition }),
      falseSlashes: fc.record({ perYear: between(0, 20), fraction: fraction(0.6) }),
      slashed: fc.constantFrom('burn', 'redistribute'),
    },
    ['strategies', 'reward'],
  );

const task = (sets: readonly string[]) =>
  some(
    {
      perDay: between(1, 40),
      growth: between(-50, 200).map(n => `${n}%`),
      week: fc.constant([1, 1, 1.5, 1.5, 1, 0.5, 0.5]),
      resource: fc.constantFrom('gpu', 'cpu'),
      hours: fc.record({ mean: between(1, 8), cv: fc.constantFrom(0, 0.5, 1) }),
      width: between(1, 3),
      copies: between(1, 3),
      deadline: hours(2, 24),
      feeUsd: between(0, 20),
      operatorShare: fraction(),
      sets: fc.subarray([...sets], { minLength: 1 }),
    },
    ['perDay', 'resource', 'hours', 'deadline', 'sets'],
  );

const avs = (strategies: readonly string[], assets: readonly string[]): fc.Arbitrary<Written> =>
  named('s', 3, set(strategies)).chain(sets => {
    const names = Object.keys(sets);
    // Shares that sum to one: the last set takes what the others leave.
    const shares = fc
      .array(between(0, Math.floor(100 / names.length)), { minLength: names.length, maxLength: names.length })
      .map(parts => {
        parts[parts.length - 1] = 100 - parts.slice(0, -1).reduce((a, b) => a + b, 0);
        return Object.fromEntries(names.map((name, i) => [name, parts[i]! / 100]));
      });
    return some(
      {
        sets: fc.constant(sets),
        budget: fc.record({
          token: fc.constantFrom(...assets),
          usdPerWeek: between(0, 20_000),
          split: fc.oneof(fc.constant('perMember'), shares),
        }),
        tasks: named('t', 2, task(names), 0),
      },
      ['sets'],
    );
  });

const failure = some(
  {
    every: fc.constantFrom('3d', '20d', { uniform: ['2d', '30d'] }),
    repair: fc.constantFrom('2h', '1d'),
    shape: fc.constantFrom(0.7, 1, 3),
    repairSpread: fc.constantFrom(0, 1.5),
  },
  ['every', 'repair'],
);

const operators = (strategies: readonly string[], sets: readonly string[]) =>
  some(
    {
      count: between(2, 6),
      gpus: fc.constantFrom(0, 2, 4),
      gpu: fc.constant('h100'),
      cores: between(1, 8),
      ownStake: some(Object.fromEntries(strategies.map(strategy => [strategy, stakes]))),
      popularity: fc.constantFrom(1, { lognormal: { median: 1, sigma: 1 } }),
      costs: some({
        gpuHourUsd: fc.constantFrom(0.5, 1.5),
        monthlyUsd: between(0, 900),
        setMonthlyUsd: between(0, 90),
      }),
      cashUsd: fc.constantFrom(300, 10_000, 100_000),
      placement: fc.constant({ cloud: { choice: { aws: 1, own: 2 } } }),
      failure,
      hazards: some({ doubleSign: between(0, 10), wrongResult: between(0, 40) }),
      split: fc.constantFrom(0, 0.1, 1, { uniform: ['5%', '60%'] }),
      allocationDelay: fc.constantFrom('0d', '2d'),
      rentsIdle: fc.constantFrom(0, 0.5),
      entry: some({ costUsd: between(0, 2_000), dormant: fraction() }),
      starts: some(Object.fromEntries(sets.map(path => [path, fraction()]))),
      policy: some({
        kind: fc.constantFrom('profit', 'portfolio'),
        mostSets: between(1, 4),
        reviewEvery: days(2, 20),
        memory: days(1, 20),
        rationality: fc.constantFrom(0, 2, 20),
        switchingUsd: between(0, 500),
        splitStep: fc.constantFrom(0, 0.05),
      }),
    },
    ['count', 'gpus', 'gpu', 'placement', 'ownStake', 'starts'],
  );

const stakes = fc.constantFrom(0, 12, { lognormal: { median: 8, sigma: 1 } }, { uniform: [1, 30] });

const restakers = (strategies: readonly string[]) =>
  some(
    {
      count: between(1, 20),
      accounts: between(1, 4),
      cap: fc.constantFrom(0.5, 1),
      stake: some(Object.fromEntries(strategies.map(strategy => [strategy, stakes]))),
      outside: fraction(),
      policy: some({
        reviewEvery: days(2, 30),
        attentionLag: days(0, 9),
        rationality: fc.constantFrom(0, 100, 500),
        herding: fc.constantFrom(0, 1),
        baseYield: fc.constantFrom(0, 0.02, 0.3),
        flight: fraction(),
      }),
    },
    ['count', 'stake'],
  ).map(group => ({ ...group, cap: Number(group.accounts ?? 1) > 1 ? (group.cap ?? 1) : 1 }));

/**
 * Scenarios small enough to run in a moment, with every part of the language in them: sets of all reward kinds,
 * slashing with every term, false slashes, tasks, faults, shocks and clusters, programmes, prices that move and jump.
 */
export const scenarios: fc.Arbitrary<Written> = fc
  .constantFrom(['eth'], ['eth', 'eigen'])
  .chain(strategies => {
    const assets = ['eth', 'eigen', 'ait'];
    return named('a', 3, avs(strategies, assets)).chain(avss => {
      const sets = Object.entries(avss).flatMap(([name, one]) =>
        Object.keys((one as Written).sets as Written).map(own => `${name}.${own}`),
      );
      return fc.record<Written>({
        name: fc.constant('random'),
        horizon: days(20, 60),
        seed: between(1, 1_000_000),
        sampleEvery: fc.constantFrom('1d', '7d', '10d'),
        assets: fc.record({
          eth: price(1_000).map(one => ({ price: one })),
          // As a token: EIGEN itself cannot back a set that redistributes.
          eigen: price(5).map(one => ({ price: one, restaked: 'token' })),
          ait: price(1).map(one => ({ price: one })),
        }),
        strategies: fc.constant(strategies),
        gpus: price(2).map(rentUsdPerHour => ({ h100: { rentUsdPerHour } })),
        shocks: named(
          'h',
          2,
          fc
            .record({
              on: fc.constant({ label: 'cloud', is: 'aws' }),
              perYear: between(0, 40),
              hits: fraction(),
              does: fc.oneof(
                fc.record({
                  lasts: fc.record({ median: hours(1, 30), sigma: fc.constantFrom(0, 0.5) }),
                }),
                fc.record({ kind: fc.constantFrom('doubleSign', 'wrongResult') }),
              ),
            })
            .map(({ does, ...shock }): Written => ({ ...shock, ...does })),
          0,
        ),
        programmatic: named(
          'p',
          2,
          fc.record<Written>({ token: fc.constantFrom(...assets), tokensPerWeek: between(0, 5_000) }),
          0,
        ),
        beliefs: some({ weightYears: fc.constantFrom(0.5, 10), memory: days(1, 14) }),
        avss: fc.constant(avss),
        operators: named('g', 2, operators(strategies, sets)),
        restakers: named('c', 3, restakers(strategies)),
      });
    });
  });

/** The same scenario in which no price moves. */
export function withConstantPrices(scenario: Written): Written {
  const constant = (usd: number): Written => ({
    usd,
    series: undefined,
    drift: 0,
    volatility: 0,
    jumps: undefined,
  });
  return merged(scenario, {
    assets: {
      eth: { price: constant(1_000) },
      eigen: { price: constant(5) },
      ait: { price: constant(1) },
    },
    gpus: { h100: { rentUsdPerHour: constant(2) } },
  });
}
