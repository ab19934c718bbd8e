import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExpression } from '../../../src/study/factors/expression.ts';

const value = (text: string, names: Readonly<Record<string, number>> = {}) =>
  parseExpression(text).evaluate(({ name }) => names[name] ?? null);

describe('a formula', () => {
  it('reckons as arithmetic does', () => {
    const number = fc.integer({ min: 1, max: 1000 });
    fc.assert(
      fc.property(number, number, number, (a, b, c) => {
        const names = { a, b, c };
        expect(value('a + b * c', names)).toBe(a + b * c);
        expect(value('(a - b) / c', names)).toBe((a - b) / c);
        expect(value('-min(a, b, c) + max(b, 2)', names)).toBe(-Math.min(a, b, c) + Math.max(b, 2));
        expect(value('a < b && b <= c || !(a != c)', names)).toBe(Number((a < b && b <= c) || a === c));
      }),
    );
  });

  it('reads percentages and names with dots, and other names in quotes', () => {
    expect(value('50%')).toBe(0.5);
    expect(value('2.5% * 4')).toBe(0.1);
    const names = { 'inference.gpu.members.p05': 3, 'my-avs.set one.cost': 4 };
    expect(value("inference.gpu.members.p05 + 'my-avs.set one.cost'", names)).toBe(7);
    expect(parseExpression('a.b > 1').references).toEqual([{ of: null, name: 'a.b' }]);
  });

  it('puts names to the functions that it is given', () => {
    const { references, evaluate } = parseExpression('difference(a.b) > 1', ['difference']);
    expect(references).toEqual([{ of: 'difference', name: 'a.b' }]);
    expect(evaluate(({ of }) => (of === 'difference' ? 2 : 0))).toBe(1);
  });

  it('has at most 2,000 characters: one of more is refused at once, whatever it is made of', () => {
    expect(value(`1${' + 1'.repeat(499)}`)).toBe(500);
    for (const text of [
      '1'.repeat(100_000),
      `${'('.repeat(20_000)}1${')'.repeat(20_000)}`,
      `1${' + 1'.repeat(20_000)}`,
    ]) {
      const begun = performance.now();
      expect(() => value(text)).toThrow(
        /^invalid expression: .{200}\.\.\. \(it has \d+ characters, more than 2000\)$/,
      );
      expect(performance.now() - begun).toBeLessThan(1_000);
    }
  });

  it('has no value where a name has none, or the result is not finite', () => {
    expect(value('a + 1')).toBeNull();
    expect(value('a > 1')).toBeNull();
    expect(value('1 / 0')).toBeNull();
  });

  it('has no value where a part of it is not finite, whatever stands around it', () => {
    const names = { cost: 4900, slashed: 0, a: 0.1, b: 0.2, c: 0.3 };
    for (const text of [
      'cost / slashed < 5',
      'cost / slashed > 5',
      '!(cost / slashed > 5)',
      'cost / slashed != 5',
      'slashed / cost < 1 || cost / slashed < 5',
      'min(cost / slashed, 3) < 5',
      'max(1, 0 / slashed) > 0',
      '1 / (cost / slashed) < 5',
      'slashed * (cost / slashed) == 0',
      'cost * 1e308 * 10 > 0',
      'cost / (a + b - c) > 5',
    ]) {
      expect(value(text, names), text).toBeNull();
    }
    expect(value('cost / slashed < 5', { ...names, slashed: 980.0001 })).toBe(1);
    expect(value('x > 1', { x: Number.POSITIVE_INFINITY })).toBeNull();
  });

  it('compares and adds as decimals do', () => {
    const tenths = Array.from({ length: 8 }, (_, i) => (i + 1) / 10);
    const triples = tenths.flatMap(x => tenths.flatMap(p => tenths.map(q => ({ x, p, q }))));
    const holding = (text: string) => triples.filter(names => value(text, names) === 1).length;
    // Ordered sums of three numbers from 1 to 8 that are 10: 9 x 8 / 2.
    for (const text of [
      'x + p + q == 1',
      'x + p + q - 1 == 0',
      '10 * x + 10 * p == 10 - 10 * q',
      'x == 1 - p - q',
    ])
      expect(holding(text), text).toBe(36);
    expect(holding('x + p + q <= 1') - holding('x + p + q < 1')).toBe(36);
    expect(holding('x + p + q >= 1') - holding('x + p + q > 1')).toBe(36);
    expect(holding('x + p + q != 1')).toBe(512 - 36);
    expect(value('1 - a - b', { a: 0.9, b: 0.1 })).toBe(0);
    expect(value('a * 3 == 1', { a: 0.333333333333 })).toBe(1);
    expect(value('a < 0.3', { a: 0.1 + 0.2 - 0.02 + 0.02 })).toBe(0);
    expect(value('a < b', { a: 0.3, b: 0.300001 })).toBe(1);
    expect(value('a == b', { a: 1e-9, b: 2e-9 })).toBe(0);
  });

  it.each([
    ['1e999', /a number without end/],
    ['1 +', /Expected expression|1 \+/],
    ['a b', /more than one formula/],
    ['a = 1', /invalid expression/],
    ['a % 2', /unknown operator: %/],
    ['f(1)', /unknown function: f; known: min, max, abs/],
    ['constructor(1)', /unknown function/],
    ['(a > 1) + 1', /takes numbers, not conditions/],
    ['a && b > 1', /joins conditions/],
    ['a[0]', /something other/],
    ['[1]', /something other/],
    ['this', /something other/],
  ])('%s is refused', (text, message) => {
    expect(() => parseExpression(text)).toThrow(message);
  });
});
