import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import Papa from 'papaparse';
import { type ImportedState, importedState } from '../../import/imported-state.ts';
import { readKnownAddresses } from '../../import/known-addresses.ts';
import { scenarioText, stateFiles, unknownPriceUsd } from '../../import/scenario-text.ts';
import { readSnapshot } from '../../import/snapshot-tables.ts';
import type { InputProblem } from '../../input/problem.ts';
import { makeFolder, writeFileWhole } from '../../results/folder.ts';
import { parseArguments } from '../arguments.ts';
import { exit, UsageError } from '../exit.ts';
import { forceOption, required, text } from '../options.ts';
import { printData, say } from '../terminal.ts';
import { reportProblems } from '../text/report-problems.ts';

const usage = {
  verb: 'import',
  summary: "Write a scenario that starts from a chain's state: the sidecar's snapshot tables as CSV.",
  examples: [
    ['opset import snapshots --out mainnet', 'mainnet/scenario.yaml and its tables, of the last day'],
    ['... --day 2026-10-01 --names names.csv', 'of another day, with names and prices: address,name,usd'],
  ],
  synopsis: '<folder>',
  positionals: { folder: required('Folder with <table>.csv of staker_share_snapshots and the others') },
  options: {
    out: { ...text('Folder to write the scenario and its tables to'), demandOption: true },
    day: text('Day of the snapshot, as YYYY-MM-DD; without it, the last that is whole'),
    names: text('CSV with columns address, name and usd: names of AVSs and strategies, price of a unit'),
    force: forceOption,
  },
} as const;

/**
 * `opset import`: reads snapshot tables of EigenLayer's sidecar and writes a scenario that starts from the state of a day,
 * with its tables of operators, stakers and allocations. Prints the scenario's path on stdout.
 *
 * @returns exit code 0; 2 for tables that cannot be read
 * @throws UsageError when the folder has such files, the day is none of the tables', or its name is no scenario's
 */
export async function importState(argv: readonly string[]): Promise<number> {
  const args = parseArguments(usage, argv);
  const name = basename(args.out);
  if (!/^[A-Za-z][\w -]{0,63}$/.test(name))
    throw new UsageError(
      `invalid out: ${args.out}`,
      'end it with a name: a letter, then letters, digits, _ or -',
    );
  const file = join(args.out, 'scenario.yaml');
  if (existsSync(file) && !args.force)
    throw new UsageError(
      `duplicate file: ${file} exists`,
      'choose another folder, or --force to overwrite it',
    );
  const problems: InputProblem[] = [];
  const known = args.names === undefined ? new Map() : readKnownAddresses(args.names, problems);
  const snapshot = readSnapshot(args.folder, args.day, problems);
  if (problems.length > 0 || snapshot === undefined) return reportProblems(problems);
  const state = importedState(snapshot, known);
  if (state.strategies.length === 0 || state.avss.size === 0)
    throw new UsageError(
      `no state on ${snapshot.day || 'any day'}: no delegated stake, or no set that accepts it`,
      'choose a --day that all tables have',
    );
  writeState(args.out, name, state);
  printData(file);
  tellWhatIsMissing(state);
  say(`next: npx opset slash-preview ${file} --help, or npx opset run ${file}`);
  return exit.done;
}

/** Writes the tables, then the scenario that reads them. */
function writeState(folder: string, name: string, state: ImportedState): void {
  makeFolder(folder);
  for (const table of ['operators', 'stakers', 'allocations'] as const) {
    const text = Papa.unparse(state[table] as string[][], { newline: '\n' });
    writeFileWhole(join(folder, stateFiles[table]), `${text}\n`);
  }
  writeFileWhole(join(folder, 'scenario.yaml'), scenarioText(name, state));
}

/** Says what was imported, what was left out, and what nobody has said yet. */
function tellWhatIsMissing({
  day,
  operators,
  stakers,
  allocations,
  strategies,
  leftOut,
}: ImportedState): void {
  say(
    `${day}: ${operators.length - 1} operators, ${stakers.length - 1} stakers, ${allocations.length - 1} rows of allocations`,
  );
  for (const what of leftOut) say(`left out: ${what}`);
  const unpriced = strategies.filter(({ usd }) => usd === undefined);
  if (unpriced.length > 0)
    say(
      `${unpriced.length} strategies have no price: each unit counts as ${unknownPriceUsd} USD; give --names`,
    );
}
