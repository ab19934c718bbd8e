import { isScalar, parseDocument } from 'yaml';
import { UsageError } from './exit.ts';

/** An option that takes a text; undefined when it is not given. */
export const text = (describe: string) => ({ type: 'string', requiresArg: true, describe }) as const;

/** An option that takes a text and may be given several times; an empty list when it is not given. */
export const texts = (describe: string) =>
  ({ type: 'string', array: true, requiresArg: true, default: [] as string[], describe }) as const;

/** An option without a value: true when it is given. */
export const flag = (describe: string) => ({ type: 'boolean', default: false, describe }) as const;

/** An argument that must be given. */
export const required = (describe: string) => ({ type: 'string', demandOption: true, describe }) as const;

/** `--set path=value`, as often as wanted. */
export const setOption = texts('Change a value of the scenario: path.to.key=value; null removes the key');

/** `--seed`. */
export const seedOption = text("Root of all randomness, in place of the scenario's");

/** Options that change the scenario: read by {@link scenarioOverrides}. */
export const scenarioOptions = { seed: seedOption, set: setOption } as const;

/** The overrides that `--set` and `--seed` ask for. A seed that reads as a number, as 1e3 does, is that number as in `--set`. */
export function scenarioOverrides({
  set,
  seed,
}: {
  readonly set: readonly string[];
  readonly seed: string | undefined;
}): string[] {
  if (seed === undefined) return [...set];
  return [...set, `seed=${isYamlNumber(seed) ? seed : JSON.stringify(seed)}`];
}

/** Whether YAML reads a text as a number. */
function isYamlNumber(text: string): boolean {
  const { contents } = parseDocument(text, { schema: 'core', logLevel: 'silent' });
  return isScalar(contents) && typeof contents.value === 'number';
}

/** `--json`. */
export const jsonOption = flag('Print one JSON document on stdout');

/** `--quiet`. */
export const quietOption = flag('Print nothing but errors');

/** Options that say how much is printed, and in which form. */
export const outputOptions = { json: jsonOption, quiet: quietOption } as const;

/** Options of verbs that write what they find to a results directory in a folder of the user's choice. */
export const resultsOptions = {
  ...scenarioOptions,
  out: text('Folder that results directories go to; by default reports, or that of the results given'),
  ...outputOptions,
} as const;

/** Options that say which files are made from the runs of a study. */
export const tableOptions = {
  parquet: flag('Write tables as Parquet too'),
  page: { ...flag('Charts and a page beside the tables; none with --no-page'), default: true },
} as const;

/** `--force`. */
export const forceOption = flag('Replace what is in the way');

/**
 * The whole number that an option has as its value.
 *
 * @param least smallest number that is allowed
 * @param most largest number that is allowed
 * @throws UsageError when the value is none in that range
 */
export function wholeNumber(option: string, value: string, least: number, most: number): number {
  const number = Number(value);
  if (value.trim() !== '' && Number.isInteger(number) && number >= least && number <= most) return number;
  throw new UsageError(`invalid ${option}: ${value}`, `write a whole number from ${least} to ${most}`);
}
