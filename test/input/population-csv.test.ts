import { basename, join } from 'node:path';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { cellOrigin, parseCsv } from '../../src/input/csv-table.ts';
import { position } from '../../src/input/problem.ts';
import { readScenario } from '../../src/input/scenario-file.ts';
import { writeResolvedScenario } from '../../src/results/resolved-scenario.ts';
import { folderWith, small } from './folder.ts';

const withCsv = (columns: string, more = '') =>
  small.replace(
    /count: 3\n {4}ownStake.*\n/,
    `csv: { file: data/operators.csv, columns: ${columns}${more} }\n`,
  );

function read(scenario: string, csv: string) {
  const folder = folderWith({ 'main.yaml': scenario, 'data/operators.csv': csv });
  const reading = readScenario(join(folder, 'main.yaml'));
  if (reading.ok) return { written: reading.value.written, problems: [] };
  return {
    written: undefined,
    problems: reading.problems.map(({ at, message }) => {
      const { line, col } = position(at);
      return `${basename(at.source.name)}:${line}:${col}: ${message}`;
    }),
  };
}

const columns = '{ name: operator, ownStake.eth: stake }';

describe('a population from a CSV', () => {
  it('comes back the same from the resolved scenario', () => {
    const csv = 'stake,operator\n1,=a\n,"b ""c"", d"\n0.1,-x\n';
    const { written } = read(withCsv(columns), csv);
    const folder = folderWith();
    writeResolvedScenario(folder, written ?? {});
    const again = readScenario(join(folder, 'scenario.yaml'));
    expect(again.ok && again.value.written).toEqual(written);
    expect(written).toHaveProperty('operators.ordinary.rows.0.name', '=a');
  });

  it('is refused above a million rows, before they fill the memory', () => {
    const { problems } = read(withCsv(columns), `operator,stake\n${'a,1\n'.repeat(1_000_002)}`);
    expect(problems).toEqual(['operators.csv:1000002:1: invalid CSV: more than 1000000 rows']);
  });

  it('is embedded as rows, so that the scenario stands alone', () => {
    const { written } = read(withCsv(columns), 'stake,operator,other\n12.5,"A, Inc.",x\n1e3,b,\n');
    expect(written).toMatchObject({
      operators: {
        ordinary: {
          rows: [
            { name: 'A, Inc.', 'ownStake.eth': 12.5 },
            { name: 'b', 'ownStake.eth': 1000 },
          ],
        },
      },
    });
    expect(written).not.toHaveProperty('operators.ordinary.csv');
  });

  it('leaves out what a cell does not say and the rows beyond the limit', () => {
    const { written } = read(withCsv(columns, ', limit: 1'), 'stake,operator\n,a\n2,b\n');
    expect(written).toHaveProperty('operators.ordinary.rows', [{ name: 'a' }]);
  });

  it('is blamed at the column that the CSV lacks', () => {
    expect(read(withCsv('{ name: operater }'), 'operator,stake\na,1\n').problems).toEqual([
      'main.yaml:17:55: unknown column: operater is not in data/operators.csv',
    ]);
  });

  it('is blamed in the CSV at the first cell without a column, the last before a missing one, or a number that is not finite', () => {
    expect(read(withCsv(columns), 'stake,operator\n1,"a\nb"\n1,a,2\n7\ninf,c\n').problems).toEqual([
      'operators.csv:4:5: invalid row: 3 cells under 2 columns',
      'operators.csv:5:1: invalid row: 1 cells under 2 columns',
      'operators.csv:6:1: invalid number: inf in stake',
    ]);
  });

  it('is blamed at the cell whose value no operator can have', () => {
    const csv = 'operator,stake,note\n"A, ""Inc""",-1,x\nb,2,y\n"c\nd", -3 ,z\n';
    expect(read(withCsv(columns), csv).problems).toEqual([
      'operators.csv:2:14: invalid ownStake.eth: -1',
      'operators.csv:5:4: invalid ownStake.eth: -3',
    ]);
  });

  it('is blamed at the quotes of the cell that no one closed', () => {
    expect(read(withCsv(columns), 'operator,stake\na,1\nb,"2\nc,3\n').problems).toEqual([
      'operators.csv:3:3: invalid CSV: Quoted field unterminated',
    ]);
  });

  it('is blamed in the scenario for an attribute that no operator has, once, though the first row leaves it out', () => {
    const csv = 'operator,stake\na,\nb,2\nc,3\n';
    expect(read(withCsv('{ name: operator, ownStak.eth: stake }'), csv).problems).toEqual([
      'main.yaml:17:65: unknown attribute: ownStak.eth',
    ]);
  });

  it('has every cell at its own place, whatever is quoted', () => {
    const text = fc.stringMatching(/^[a ",\n\r'é]{0,6}$/);
    const rows = fc.array(fc.array(text, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(rows, fc.constantFrom('\n', '\r\n'), fc.boolean(), (cells, newline, quotes) => {
        const csv = Papa.unparse([['x', 'y', 'z'], ...cells], { newline, quotes });
        const source = { kind: 'file', name: 'x.csv', text: csv } as const;
        for (const { cells: parsed, start } of parseCsv(source, [])?.lines ?? []) {
          const raw = parsed.map((_, column) => {
            const at = cellOrigin(source, start, column);
            return csv.slice(at.start, at.end);
          });
          expect(raw.map(cell => cell.replace(/^"|"$/g, '').replaceAll('""', '"'))).toEqual(parsed);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is blamed at the file that is missing, once', () => {
    const folder = folderWith({ 'main.yaml': withCsv(columns) });
    const reading = readScenario(join(folder, 'main.yaml'));
    expect(reading.ok ? [] : reading.problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^missing file: .*operators\.csv$/),
    ]);
  });
});
