import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../../sim/scenario/index.ts';
import {
  amount,
  change,
  count,
  duration,
  fraction,
  name,
  setPath,
} from '../../../sim/scenario/values/units.ts';
import { small, written } from '../small.ts';

describe('a duration', () => {
  it.each([
    ['14d', 14],
    ['6h', 0.25],
    ['30m', 30 / 1_440],
    ['90s', 90 / 86_400],
    ['2w', 14],
    ['1y', 365],
    ['3.5d', 3.5],
    ['0d', 0],
  ])('%s is %d days', (text, days) => {
    expect(duration.parse(text)).toBeCloseTo(days, 14);
  });

  it.each([14, '14', '14 d', 'd', '-1d', '1e3d', '.5d', '14 days', '1d2h', '1D', null])(
    '%s is refused',
    value => {
      expect(duration.safeParse(value).success).toBe(false);
    },
  );
});

describe('a fraction', () => {
  it.each([
    ['2%', 0.02],
    [0.02, 0.02],
    ['0.5%', 0.005],
    [1, 1],
    ['100%', 1],
    [0, 0],
  ])('%s is %d', (text, value) => {
    expect(fraction.parse(text)).toBe(value);
  });

  it.each([1.5, -0.1, '150%', '-1%', '2 %', '0.02', 'half', Number.NaN, Number.POSITIVE_INFINITY])(
    '%s is refused',
    value => {
      expect(fraction.safeParse(value).success).toBe(false);
    },
  );
});

describe('a relative change', () => {
  it('may be negative or above one, but is finite', () => {
    expect(['-25%', '250%', -0.25, 3].map(value => change.parse(value))).toEqual([-0.25, 2.5, -0.25, 3]);
    for (const value of ['25', Number.NaN, Number.POSITIVE_INFINITY])
      expect(change.safeParse(value).success).toBe(false);
  });
});

describe('numbers and names', () => {
  it('are refused out of their range', () => {
    for (const value of [-1, Number.NaN, Number.POSITIVE_INFINITY, '3'])
      expect(amount.safeParse(value).success).toBe(false);
    for (const value of [-1, 1.5, 1e9]) expect(count.safeParse(value).success).toBe(false);
    for (const value of ['', '1st', 'a.b', 'a/b', '__proto__', '=a', 'x'.repeat(65), 'a\nb']) {
      expect(name.safeParse(value).success).toBe(false);
    }
    for (const value of ['gpu', 'a b', 'Client_2-x']) expect(name.parse(value)).toBe(value);
    expect(['a.b', 'a', 'a.b.c', '.b'].map(value => setPath.safeParse(value).success)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('a scenario', () => {
  it('has every default filled in', () => {
    const { sampleEvery, seed, operators, avss } = small();
    expect([sampleEvery, seed]).toEqual([7, 1]);
    expect(operators.ordinary!.policy.reviewEvery).toBe(14);
    expect(avss.one!.sets.main!).toMatchObject({
      slashed: 'burn',
      slashing: {},
      admission: { gpus: 0, minStakeUsd: 0 },
    });
  });

  it('is refused with a horizon of nothing, a bare number for a duration, or a key that does not exist', () => {
    const paths = (input: unknown): string[] => {
      const parsed = parseScenario(input);
      return parsed.ok
        ? []
        : parsed.problems.map(({ path, message }) => `${path.join('.')}: ${message.split(':')[0]}`);
    };
    expect(paths(written({ horizon: '0d' }))).toEqual(['horizon: invalid horizon']);
    expect(paths(written({ horizon: 30 }))).toEqual(['horizon: invalid duration']);
    expect(paths(written({ horizons: '30d' }))).toEqual(['horizons: unknown key']);
    expect(
      paths(
        written({ avss: { one: { sets: { main: { slashing: { doubleSign: { fractoin: 1 } } } } } } }),
      ).sort(),
    ).toEqual([
      expect.stringMatching(/^avss\.one\.sets\.main\.slashing\.doubleSign\.fraction: /),
      'avss.one.sets.main.slashing.doubleSign.fractoin: unknown key',
    ]);
    expect(paths(null)).toHaveLength(1);
  });

  it('survives being written as JSON and read again', () => {
    const text = JSON.stringify(written({ seed: 'x' }));
    expect(parseScenario(JSON.parse(text))).toEqual({ ok: true, scenario: small({ seed: 'x' }) });
  });
});
