import { describe, expect, it } from 'vitest';
import { figure, intervalText } from '../../../src/cli/text/figure.ts';

describe('a figure', () => {
  it.each([
    [0.0321, 'fraction', '3.2%'],
    [0.0321, 'fraction/year', '3.2% a year'],
    [1234567, 'USD', '$1.23M'],
    [12.3456, 'USD/week', '$12.3 a week'],
    [-42, 'count', '-42'],
    [0.00613, 'USD', '$0.00613'],
    [-3e-7, 'USD', '-$3.0e-7'],
    [0.25, 'USD', '$0.25'],
    [3.2e12, 'USD/week', '$3.2T a week'],
    [-8.12e14, 'USD', '-$812T'],
    [9.999e14, 'USD', '$1e15'],
    [2.345e16, 'count', '2.35e16'],
    [0, '', '0'],
  ])('of %d in %s reads %s', (value, unit, text) => {
    expect(figure(value, unit)).toBe(text);
  });
});

describe('an interval', () => {
  const write = (end: number) => `$${end}`;

  it('stands behind its figure, and is a bound where one end is not known', () => {
    expect(intervalText([1, 2], write)).toBe(' [$1, $2]');
    expect(intervalText([null, 2], write)).toBe(' [at most $2]');
    expect(intervalText([1, null], write)).toBe(' [at least $1]');
    expect(intervalText([null, null], write) + intervalText(null, write)).toBe('');
  });
});
