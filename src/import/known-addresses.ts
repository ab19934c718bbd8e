import { cellOrigin, parseCsv } from '../input/csv-table.ts';
import type { InputProblem } from '../input/problem.ts';
import { readSource } from '../input/read-source.ts';
import type { KnownAddress } from './imported-state.ts';

/** Largest file of names: 20 MB. */
const largestBytes = 20_000_000;

/**
 * Names and prices by address, from a CSV with columns `address`, `name` and, for strategies, `usd`.
 *
 * @param problems gets what is wrong with the file, at its cells
 */
export function readKnownAddresses(
  path: string,
  problems: InputProblem[],
): ReadonlyMap<string, KnownAddress> {
  const known = new Map<string, KnownAddress>();
  const source = readSource(path, largestBytes, problems);
  const table = source && parseCsv(source, problems);
  if (source === undefined || table === undefined) return known;
  const [address, name, usd] = ['address', 'name', 'usd'].map(column => table.header.indexOf(column));
  if (address! < 0 || name! < 0) {
    const help = 'the header is address,name,usd';
    problems.push({ at: { source, start: 0, end: 0 }, message: 'missing column: address or name', help });
    return known;
  }
  for (const { cells, start } of table.lines) {
    const cell = (column: number): string => (cells[column] ?? '').trim();
    const refuse = (column: number, message: string, help: string): void => {
      problems.push({ at: cellOrigin(source, start, column), message, help });
    };
    const price = usd! < 0 || cell(usd!) === '' ? undefined : Number(cell(usd!));
    if (price !== undefined && !(price > 0 && price < 1e12))
      refuse(usd!, `invalid usd: ${cell(usd!)}`, 'write the price of a unit in USD, above 0');
    if (!/^[A-Za-z][\w -]{0,63}$/.test(cell(name!)))
      refuse(
        name!,
        `invalid name: ${cell(name!)}`,
        'start with a letter, then letters, digits, _, - or spaces',
      );
    known.set(cell(address!), { name: cell(name!), usd: price });
  }
  return known;
}
