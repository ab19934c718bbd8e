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

  it('has no value where a name has none, or the result is not finite', () => {
    expect(value('a + 1')).toBeNull();
    expect(value('a > 1')).toBeNull();
    expect(value('1 / 0')).toBeNull();
  });

  it.each([
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
