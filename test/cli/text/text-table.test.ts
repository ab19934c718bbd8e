import { describe, expect, it } from 'vitest';
import { indentedTable, textTable } from '../../../src/cli/text/text-table.ts';

describe('a table for a terminal', () => {
  it('has columns of equal width without lines, and no spaces at the ends', () => {
    expect(textTable([['a', 'b', 'c'], ['long', '', '1'], ['x']])).toBe('a     b  c\nlong     1\nx');
  });

  it('has figures to the right where it is told so', () => {
    const rows = [
      ['who', 'usd'],
      ['a', '1'],
      ['bob', '1,200'],
    ];
    expect(textTable(rows, ['left', 'right'])).toBe('who    usd\na        1\nbob  1,200');
  });

  it('counts the places that characters take on a terminal', () => {
    const rows = [
      ['測測', 'x'],
      ['e\u0301', 'x'],
      ['👍', 'x'],
      ['abcd', 'x'],
    ];
    expect(textTable(rows).split('\n')).toEqual(['測測  x', 'e\u0301     x', '👍    x', 'abcd  x']);
  });

  it('keeps terminal codes in names from steering the terminal', () => {
    expect(textTable([['\x1b[2Jx', 'a\nb']])).toBe(' [2Jx  a b');
  });

  it('is set in below a heading, and nothing when it has no rows', () => {
    expect(indentedTable([['a', 'b'], ['long']])).toBe('  a     b\n  long');
    expect(indentedTable([])).toBe('');
  });
});
