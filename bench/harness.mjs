// What benchmarks share: programs in processes of their own, rounds in turn, medians, exponents.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Folder of the repository. */
export const root = join(import.meta.dirname, '..');

/** The command line as it is built. */
export const cli = join(root, 'dist', 'src', 'cli', 'main.js');

/** Command that starts a program of bench/programs; its words are the arguments. */
export function program(name, ...words) {
  return [process.execPath, join(import.meta.dirname, 'programs', `${name}.mjs`), ...words];
}

/**
 * Runs a program and returns what it measured: the JSON in the last line of its output.
 *
 * @param command file and arguments
 * @param input text for its stdin
 * @param seconds after which it is ended, and the result is undefined
 */
export function measured(command, { input = '', seconds } = {}) {
  const [file, ...words] = command.map(String);
  try {
    const output = execFileSync(file, words, {
      input,
      encoding: 'utf8',
      maxBuffer: 1e9,
      timeout: seconds === undefined ? undefined : seconds * 1_000,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    return JSON.parse(output.trimEnd().split('\n').at(-1));
  } catch (error) {
    if (error.code === 'ETIMEDOUT') return undefined;
    throw error;
  }
}

/**
 * Runs contestants in turn, round after round, so that a slow minute of the machine slows all of them.
 *
 * @param contestants each with its `command` and `input`
 * @returns of each contestant what its runs measured
 */
export function inTurn(contestants, rounds) {
  const results = contestants.map(() => []);
  for (let round = 0; round < rounds; round++)
    for (const [index, { command, input }] of contestants.entries())
      results[index].push(measured(command, { input }));
  return results;
}

/** Median of numbers; of an even count the upper one of the middle two. */
export function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
}

/** Median with least and most in brackets, as text. */
export function spread(numbers, digits = 2) {
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  return `${median(numbers).toFixed(digits)} (${least.toFixed(digits)}-${most.toFixed(digits)})`;
}

/** The exponent b of `y = a x^b` by least squares of the logarithms; undefined for fewer than two points. */
export function exponentOf(points) {
  if (points.length < 2) return undefined;
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)]);
  const mean = place => logs.reduce((sum, point) => sum + point[place], 0) / logs.length;
  const [x0, y0] = [mean(0), mean(1)];
  const over = (a, b) => logs.reduce((sum, point) => sum + a(point) * b(point), 0);
  const dx = ([x]) => x - x0;
  return over(dx, ([, y]) => y - y0) / over(dx, dx);
}

/** A number rounded to some significant digits, for JSON. */
export function rounded(number, digits = 4) {
  return Number(number.toPrecision(digits));
}

/** A table of figures: columns as wide as their widest cell, the first one to the left, the others to the right. */
export function printTable(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map(row => String(row[column]).length)));
  for (const row of rows) {
    const cells = row.map((cell, column) =>
      column === 0 ? String(cell).padEnd(widths[column]) : String(cell).padStart(widths[column]),
    );
    console.log(`  ${cells.join('  ')}`);
  }
}
