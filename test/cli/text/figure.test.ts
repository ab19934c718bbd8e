import { describe, expect, it } from 'vitest';
import { figure } from '../../../src/cli/text/figure.ts';

describe('a figure', () => {
  it.each([
    [0.0321, 'fraction', '3.2%'],
    [0.0321, 'fraction/year', '3.2% a year'],
    [1234567, 'USD', '$1.23M'],
    [12.3456, 'USD/week', '$12.3 a week'],
    [-42, 'count', '-42'],
    [0, '', '0'],
  ])('of %d in %s reads %s', (value, unit, text) => {
    expect(figure(value, unit)).toBe(text);
  });
});
