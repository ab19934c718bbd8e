import { describe, expect, it } from 'vitest';
import { simulate } from '../../sim/index.ts';
import { membershipOf } from '../../sim/protocol/index.ts';
import { allocatedFraction, stakeUsd } from '../../sim/state/stake.ts';
import { countDistance, distance, mean, unlikely } from '../economy/distance.ts';
import { small, type Written } from '../scenario/small.ts';

const quiet = { policy: { reviewEvery: '1000y' } };

/** Operators who are slashed by a tenth of their allocation, twice a year on average, for a year, in 73 days. */
function slashedForAYear(detection: number) {
  const count = 3_000;
  const run = simulate(
    small({
      horizon: '73d',
      sampleEvery: '73d',
      avss: {
        one: {
          sets: {
            main: { slashing: { wrongResult: { fraction: '10%', detection: { probability: detection } } } },
          },
        },
      },
      operators: {
        ordinary: { count, hazards: { wrongResult: 10 / detection }, starts: { 'one.main': 1 }, ...quiet },
      },
    }),
  );
  const slashable = (operator: number) => {
    const membership = membershipOf(run.state.mirrors, operator, 0);
    return stakeUsd(run.state, operator) * allocatedFraction(run.state, membership, 0);
  };
  const ids = Array.from({ length: count }, (_, operator) => operator);
  const before = ids.map(slashable);
  for (const _ of run);
  return ids.map(operator => slashable(operator) / before[operator]!);
}

describe('stake that a Poisson process slashes by 10% twice a year', () => {
  it.each([1, 0.4])(
    'has the moments of the closed form when offences are detected with probability %d',
    p => {
      const left = slashedForAYear(p);
      // E[left^n] = exp(-lambda (1 - (1 - phi)^n) T).
      expect(distance(left, 0.818731)).toBeLessThan(unlikely);
      expect(
        distance(
          left.map(part => part ** 2),
          Math.exp(-2 * 0.19),
        ),
      ).toBeLessThan(unlikely);
      expect(
        distance(
          left.map(part => (part - 0.818731) ** 2),
          0.116367 ** 2,
        ),
      ).toBeLessThan(unlikely);
      const spared = left.filter(part => part > 0.999).length;
      expect(countDistance(spared, left.length, 0.135335)).toBeLessThan(unlikely);
      // The sample is large enough to tell it from a loss without compounding, 1 - lambda phi T.
      expect(distance(left, 0.8)).toBeGreaterThan(unlikely);
    },
  );
});

/**
 * Slashes of each of 500 operators who serve ten sets, in each of so many spans of two days: independent, as the
 * increments of a Poisson process are.
 */
function slashesInTenSets(faults: Written, placement: Written, spans: number): number[][] {
  const names = Array.from({ length: 10 }, (_, i) => `s${String.fromCharCode(97 + i)}`);
  const set = {
    strategies: ['eth'],
    reward: { kind: 'uniqueStake' },
    slashing: { doubleSign: { fraction: '10%' } },
  };
  const scenario = small({
    horizon: `${2 * spans}d`,
    sampleEvery: `${2 * spans}d`,
    avss: { one: { sets: { main: undefined, ...Object.fromEntries(names.map(name => [name, set])) } } },
    operators: {
      ordinary: {
        count: 500,
        placement: { client: 'alpha' },
        starts: Object.fromEntries(names.map(name => [`one.${name}`, 1])),
        ...placement,
        ...quiet,
      },
    },
    ...faults,
  });
  const counts = Array.from({ length: spans }, () => new Map<string, number>());
  for (const { table, values } of simulate(scenario)) {
    if (table !== 'events' || values[1] !== 'slash') continue;
    const slashes = counts[Math.floor(Number(values[0]) / 2)]!;
    slashes.set(String(values[4]), (slashes.get(String(values[4])) ?? 0) + 1);
  }
  return counts.map(slashes =>
    Array.from({ length: 500 }, (_, operator) => slashes.get(`ordinary-${operator + 1}`) ?? 0),
  );
}

describe('an operator that each of ten sets slashes with probability 1%', () => {
  // A rate of -ln 0.99 over two days.
  const perYear = -Math.log(0.99) * 182.5;
  const any = (spans: number[][]) =>
    spans.map(counts => counts.filter(count => count > 0).length / counts.length);
  const each = (spans: number[][]) => spans.map(mean);
  // A Poisson count for each set.
  const slashes = -10 * Math.log(0.99);

  it('is slashed at all with probability 9.56179% if the sets are independent', () => {
    const spans = slashesInTenSets({}, { hazards: { doubleSign: perYear } }, 300);
    expect(distance(any(spans), 0.0956179)).toBeLessThan(unlikely);
    expect(distance(any(spans), 0.1)).toBeGreaterThan(unlikely);
    expect(distance(each(spans), slashes)).toBeLessThan(unlikely);
  });

  it('and with 1% if one shock makes it offend in all of them, as often in each', () => {
    // Many shocks that each hit few: operators are then nearly independent, an operator's sets are one.
    const shock = { kind: 'doubleSign', on: { label: 'client', is: 'alpha' } };
    const common = { perYear: perYear * 1_000, hits: 1 / 1_000 };
    const spans = slashesInTenSets({ shocks: { keys: { ...shock, ...common } } }, {}, 40);
    expect(distance(any(spans), 0.01)).toBeLessThan(unlikely);
    expect(distance(any(spans), 0.0956179)).toBeGreaterThan(unlikely);
    // Whoever is hit is slashed by all ten: as many slashes as with independent sets, in a tenth as many hands.
    expect(spans.flat().every(count => count % 10 === 0)).toBe(true);
    expect(distance(each(spans), slashes)).toBeLessThan(unlikely);
  });

  it('falls with all others who share its client if the shock spares nobody', () => {
    const shock = { kind: 'doubleSign', on: { label: 'client', is: 'alpha' }, perYear: 100 };
    const spans = slashesInTenSets({ shocks: { bug: shock } }, {}, 20);
    const shares = any(spans);
    expect(new Set(shares)).toEqual(new Set([0, 1]));
    const hit = shares.filter(share => share === 1).length;
    expect(countDistance(hit, 20, 1 - Math.exp(-100 / 182.5))).toBeLessThan(unlikely);
  });
});
