import { UsageError } from './exit.ts';

/** An option that takes a text. */
export const text = (describe: string) => ({ type: 'string', requiresArg: true, describe }) as const;

/** An option that takes a text and may be given as often as wanted. */
export const texts = (describe: string) =>
  ({ type: 'string', array: true, requiresArg: true, default: [] as string[], describe }) as const;

/** An option that is given or not. */
export const flag = (describe: string) => ({ type: 'boolean', default: false, describe }) as const;

/** An argument that a verb cannot do without. */
export const required = (describe: string) => ({ type: 'string', demandOption: true, describe }) as const;

/** `--set path=value`, as often as wanted. */
export const setOption = texts('Change a value of the scenario: path.to.key=value; null removes the key');

/** `--seed`. */
export const seedOption = text("Root of all randomness, in place of the scenario's");

/** Options that change the scenario: see {@link scenarioOverrides}. */
export const scenarioOptions = { seed: seedOption, set: setOption } as const;

/** What the options `--set` and `--seed` change in the scenario: a seed that is a whole number as such, all else as text. */
export function scenarioOverrides({
  set,
  seed,
}: {
  readonly set: readonly string[];
  readonly seed: string | undefined;
}): string[] {
  if (seed === undefined) return [...set];
  return [...set, `seed=${/^-?\d+$/.test(seed) ? seed : JSON.stringify(seed)}`];
}

/** `--json`. */
export const jsonOption = flag('Print one JSON document on stdout');

/** `--quiet`. */
export const quietOption = flag('Say nothing but errors');

/** Options that say how the outcome is told. */
export const outputOptions = { json: jsonOption, quiet: quietOption } as const;

/** Options of verbs that keep what they find in a results directory of its own: see {@link resultsRoot}. */
export const resultsOptions = {
  ...scenarioOptions,
  out: text('Folder that results directories go to; by default reports, or that of the results given'),
  ...outputOptions,
} as const;

/** Options that say what is made of the runs of a study. */
export const tableOptions = {
  parquet: flag('Write tables as Parquet too'),
  page: { ...flag('Draw charts and a page; --no-page leaves it at tables'), default: true },
} as const;

/** `--force`. */
export const forceOption = flag('Replace what is in the way');

/** A whole number in a range, from a command line; throws UsageError. */
export function wholeNumber(option: string, value: string, least: number, most: number): number {
  const number = Number(value);
  if (value.trim() !== '' && Number.isInteger(number) && number >= least && number <= most) return number;
  throw new UsageError(`invalid ${option}: ${value}`, `write a whole number from ${least} to ${most}`);
}
