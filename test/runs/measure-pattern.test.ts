import { describe, expect, it } from 'vitest';
import { measureMatcher } from '../../src/runs/measure-pattern.ts';

describe('a pattern of measures', () => {
  it.each([
    ['one.*', 'one.main.cost', true],
    ['one.*', 'two.one.cost', false],
    ['*.cost', 'one.main.cost', true],
    ['*.cost', 'one.main.costs', false],
    ['a*b*a', 'aba', true],
    ['a*a', 'a', false],
    ['*b*bc', 'abbc', true],
    ['*bc*bc', 'abc', false],
    ['one.cost', 'one.cost', true],
    ['one.cost', 'onexcost', false],
    ['**', '', true],
  ])('%s, held against %s: %s', (pattern, name, expected) => {
    expect(measureMatcher([pattern])(name)).toBe(expected);
  });

  it('fits any of several, and everything where there is none', () => {
    expect(measureMatcher(['a', 'b*'])('bc')).toBe(true);
    expect(measureMatcher([])('anything')).toBe(true);
  });

  it('is held against a name at once, however many stars it has', () => {
    const begun = performance.now();
    expect(measureMatcher([`${'*a'.repeat(30)}*z`])('a'.repeat(200))).toBe(false);
    expect(measureMatcher([`${'*'.repeat(40)}z`])('a'.repeat(200))).toBe(false);
    expect(performance.now() - begun).toBeLessThan(1_000);
  });
});
