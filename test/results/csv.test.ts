import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { openCsv, type TableCell } from '../../src/results/tables/csv.ts';
import { folderWith } from '../input/folder.ts';

function written(rows: readonly (readonly TableCell[])[]): string {
  const path = join(folderWith(), 'x.csv');
  const csv = openCsv(path, ['day', 'who']);
  for (const row of rows) csv.write(row);
  expect(csv.close()).toBe(rows.length);
  return readFileSync(path, 'utf8');
}

describe('a CSV', () => {
  it('has one header row, newlines without returns, and nothing for what is missing', () => {
    expect(
      written([
        [1, 'a'],
        [null, null],
      ]),
    ).toBe('day,who\n1,a\n,\n');
    expect(written([])).toBe('day,who\n');
  });

  it('gives back every finite number bit for bit', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), value => {
        const cell = written([[value, 'x']])
          .split('\n')[1]!
          .split(',')[0];
        expect(Number(cell)).toBe(value === 0 ? 0 : value);
      }),
      { numRuns: 50 },
    );
  });

  it('gives back any text, but for the apostrophe before a formula', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const { data } = Papa.parse<string[]>(written([[1, text]]), { delimiter: ',', newline: '\n' });
        expect(data[1]![1]).toBe(/^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text);
      }),
      { numRuns: 50 },
    );
  });

  it('neutralises formulas in text, of several lines too, and leaves negative numbers alone', () => {
    expect(
      written([
        [-1, '=1+1'],
        [-2, '@x\ny'],
        [-3, '-2'],
        [-4, '+3'],
      ]),
    ).toBe('day,who\n-1,"\'=1+1"\n-2,"\'@x\ny"\n-3,"\'-2"\n-4,"\'+3"\n');
  });

  it('keeps its order over many chunks', () => {
    const rows = Array.from({ length: 5_001 }, (_, index) => [index, 'r'] as const);
    const lines = written(rows).trimEnd().split('\n').slice(1);
    expect(lines).toEqual(rows.map(([index]) => `${index},r`));
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses %s, naming the column', value => {
    expect(() => written([[value, 'a']])).toThrow(/^invalid number: .* in day of /);
  });

  it('refuses a row of the wrong length', () => {
    expect(() => written([[1]])).toThrow(/^invalid row: 1 cells under 2 columns/);
  });
});
