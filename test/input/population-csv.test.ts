import { symlinkSync, writeFileSync } from 'node:fs';
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

/** Rows of the group in a valid scenario. */
function rowsOf(scenario: string, csv: string): unknown {
  const { written, problems } = read(scenario, csv);
  expect(problems).toEqual([]);
  const { operators } = written as { operators: { ordinary: { rows: unknown } } };
  return operators.ordinary.rows;
}

describe('the file of a population', () => {
  it('lies in the folder of the scenario, whatever leads there, unless an option names another', () => {
    const secret = folderWith({ 'secret.csv': 'operator,stake\na,1\n' });
    const main = (file: string) =>
      folderWith({ 'in/main.yaml': withCsv(columns).replace('data/operators.csv', file) });
    const problemsIn = (folder: string, set: string[] = []) => {
      const reading = readScenario(join(folder, 'in', 'main.yaml'), set);
      return reading.ok ? [] : reading.problems.map(({ message }) => message);
    };
    const outside = (file: string) => [`invalid file: ${file} is outside the folder of the scenario`];
    const absolute = join(secret, 'secret.csv');
    const linked = main('link.csv');
    symlinkSync(absolute, join(linked, 'in', 'link.csv'));
    const above = main('../above.csv');
    writeFileSync(join(above, 'above.csv'), 'operator,stake\na,1\n');
    expect(problemsIn(main(absolute))).toEqual(outside(absolute));
    expect(problemsIn(linked)).toEqual(outside('link.csv'));
    expect(problemsIn(above)).toEqual(outside('../above.csv'));
    // The folder whose name begins with that of the scenario's is another.
    expect(problemsIn(main('../into/x.csv'))).toEqual(outside('../into/x.csv'));
    expect(problemsIn(above, [`operators.ordinary.csv.file=${absolute}`])).toEqual([]);
  });
});

describe('a cell', () => {
  it('is read in a time that grows as its length does', () => {
    const begun = performance.now();
    const { problems } = read(withCsv(columns), `operator,stake\na,${'1'.repeat(200_000)}x\n`);
    expect(problems).toHaveLength(1);
    expect(performance.now() - begun).toBeLessThan(5_000);
  });

  it('is text where the attribute is a name or a label, however much it looks like a number', () => {
    const placed = withCsv('{ name: operator, site: site }').replace(
      'restakers:',
      '    placement: { site: none }\nrestakers:',
    );
    const csv = 'operator,site\n007,0010\n1e3,1_0\nNaN,0x1F\n00501,Infinity\n';
    const rows = [
      { name: '007', site: '0010' },
      { name: '1e3', site: '1_0' },
      { name: 'NaN', site: '0x1F' },
      { name: '00501', site: 'Infinity' },
    ];
    expect(rowsOf(placed, csv)).toEqual(rows);
    const folder = folderWith();
    writeResolvedScenario(folder, read(placed, csv).written ?? {});
    const again = readScenario(join(folder, 'scenario.yaml'));
    expect(again.ok && again.value.written).toHaveProperty('operators.ordinary.rows', rows);
  });

  it.each(['0x10', '0b101', '1_000', '1.000,5', 'NaN', 'Infinity', '1e400', '1e', '5 ETH', '10%'])(
    'is refused as an amount unless it is a decimal number: %s',
    amount => {
      expect(read(withCsv(columns), `operator,stake\na,"${amount}"\n`).problems).toEqual([
        `operators.csv:2:3: invalid ownStake.eth: ${amount}`,
      ]);
    },
  );

  it.each([
    ['12', 12],
    ['+1.5', 1.5],
    ['.5', 0.5],
    ['5.', 5],
    ['1E3', 1000],
    ['0012', 12],
    ['1e-3', 0.001],
  ])('is an amount where it is a decimal number: %s', (text, amount) => {
    expect(rowsOf(withCsv(columns), `operator,stake\na,${text}\n`)).toEqual([
      { name: 'a', 'ownStake.eth': amount },
    ]);
  });

  it('is refused as an amount in time that grows no faster than its digits', () => {
    const started = performance.now();
    read(withCsv(columns), `operator,stake\na,${'1'.repeat(300_000)}x\n`);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('is refused as a count unless it is whole', () => {
    const hardware = withCsv('{ name: operator, gpus: gpus }')
      .replace('strategies:', 'gpus: { h: { rentUsdPerHour: { usd: 2 } } }\nstrategies:')
      .replace('restakers:', '    gpu: h\nrestakers:');
    expect(read(hardware, 'operator,gpus\na,2.5\nb,0.4\nc,3\nd,-1\n').problems).toEqual([
      'operators.csv:2:3: invalid gpus: 2.5',
      'operators.csv:3:3: invalid gpus: 0.4',
      'operators.csv:5:3: invalid gpus: -1',
    ]);
  });

  it('is refused where the group has nothing that fails', () => {
    expect(
      read(withCsv('{ name: operator, failure.every: days }'), 'operator,days\na,\nb,3\n').problems,
    ).toEqual([expect.stringMatching(/^operators\.csv:3:3: missing failure: /)]);
  });
});

describe('the rows of a CSV', () => {
  const two = [
    { name: 'a', 'ownStake.eth': 1 },
    { name: 'b', 'ownStake.eth': 2 },
  ];

  it('are those in which a cell is filled, whatever a spreadsheet saves behind them', () => {
    expect(rowsOf(withCsv(columns), 'operator,stake\na,1\n,\n"",""\n  , \n,,,\nb,2\n,\n')).toEqual(two);
  });

  it.each([
    ['a header that ends in CRLF', 'operator,stake\r\na,1\nb,2\n'],
    ['a row that ends in CRLF', 'operator,stake\na,1\r\nb,2\n'],
    ['quoted cells before CRLF', '"operator","stake"\r\n"a","1"\nb,"2"\r\n'],
    ['no line feed at all', 'operator,stake\ra,1\rb,2'],
  ])('are the same whatever ends the lines: %s', (_, csv) => {
    expect(rowsOf(withCsv(columns), csv)).toEqual(two);
  });

  it('are refused where a line ends that none of the other lines ends like', () => {
    expect(read(withCsv(columns), 'operator,stake\na,1\rb,2\nc,3\n').problems).toEqual([
      'operators.csv:2:3: invalid CSV: a carriage return in the middle of a line',
    ]);
    expect(rowsOf(withCsv(columns), 'operator,stake\n"a\rb\r",1\n')).toEqual([
      { name: 'a\rb', 'ownStake.eth': 1 },
    ]);
  });

  it.each([
    ['semicolons', 'operator;stake\na;10,5\n', ';'],
    ['tabs', 'operator\tstake\na\t10.5\n', 'tabs'],
    ['bars', 'note|operator | stake\nx|a|10\n', '|'],
  ])('are refused once when %s separate their cells', (_, csv, separator) => {
    expect(read(withCsv(columns), csv).problems).toEqual([
      `operators.csv:1:1: invalid CSV: cells are separated by ${separator}`,
    ]);
  });
});

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
      'operators.csv:6:1: invalid ownStake.eth: inf',
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
