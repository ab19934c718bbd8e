import { UsageError } from './exit.ts';

/** `--set path=value`, as often as wanted. */
export const setOption = {
  type: 'string',
  array: true,
  requiresArg: true,
  default: [] as string[],
  describe: 'Change a value of the scenario: path.to.key=value; null removes the key',
} as const;

/** `--json`. */
export const jsonOption = {
  type: 'boolean',
  default: false,
  describe: 'Print one JSON document on stdout',
} as const;

/** `--seed`. */
export const seedOption = {
  type: 'string',
  requiresArg: true,
  describe: "Root of all randomness, in place of the scenario's",
} as const;

/** The seed of the command line as a change of the scenario: a whole number as such, all else as text. */
export function seedOverride(seed: string | undefined): string[] {
  if (seed === undefined) return [];
  return [`seed=${/^-?\d+$/.test(seed) ? seed : JSON.stringify(seed)}`];
}

/** `--replicates`. */
export const replicatesOption = {
  type: 'string',
  requiresArg: true,
  default: '1',
  describe: 'Number of runs, each with its own seed',
} as const;

/** `--out`. */
export const outOption = {
  type: 'string',
  requiresArg: true,
  default: 'reports',
  describe: 'Folder that results directories go to',
} as const;

/** `--out` of what takes results directories of its own: see {@link resultsRoot}. */
export const outBesideOption = {
  type: 'string',
  requiresArg: true,
  describe: 'Folder that results directories go to; by default reports, or that of the results given',
} as const;

/** `--parquet`. */
export const parquetOption = {
  type: 'boolean',
  default: false,
  describe: 'Write tables as Parquet too',
} as const;

/** `--no-page`. */
export const pageOption = {
  type: 'boolean',
  default: true,
  describe: 'Draw charts and a page; --no-page leaves it at tables',
} as const;

/** `--force`. */
export const forceOption = {
  type: 'boolean',
  default: false,
  describe: 'Replace what is in the way',
} as const;

/** `--quiet`. */
export const quietOption = {
  type: 'boolean',
  default: false,
  describe: 'Say nothing but errors',
} as const;

/** A whole number in a range, from a command line; throws UsageError. */
export function wholeNumber(option: string, value: string, least: number, most: number): number {
  const number = Number(value);
  if (value.trim() !== '' && Number.isInteger(number) && number >= least && number <= most) return number;
  throw new UsageError(`invalid ${option}: ${value}`, `write a whole number from ${least} to ${most}`);
}
