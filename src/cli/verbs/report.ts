import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { displayPath } from '../../input/problem.ts';
import { shellQuoted } from '../../report/command.ts';
import { damagedTables } from '../../results/damaged-tables.ts';
import { isResults, readManifest } from '../../results/manifest.ts';
import { refreshManifest } from '../../results/write-manifest.ts';
import { parseArguments } from '../arguments.ts';
import { exit, UsageError } from '../exit.ts';
import { jsonOption, required } from '../options.ts';
import { printData, printJson, say } from '../terminal.ts';

const usage = {
  verb: 'report',
  summary: 'Make the charts and the page of a results directory again, from its tables.',
  examples: [
    [
      'opset report reports/my-avs-1a2b3c4d',
      'after an update of the tool, or of values in its tables by hand',
    ],
  ],
  synopsis: '<directory>',
  positionals: { directory: required('A results directory') },
  options: { json: jsonOption },
} as const;

/** Tables by which the results of verbs are known that draw their own pages: those need more than the tables. */
const madeByVerb = [
  ['candidates.csv', 'optimize'],
  ['frontier.csv', 'risk'],
] as const;

/**
 * `opset report`: draws the charts and the page of a results directory again, and writes them into its manifest. Prints the
 * page's path on stdout.
 *
 * @returns exit code 0
 * @throws UsageError when the directory has no manifest, is a shard, is of a verb that draws its own page, or when its
 *   tables are damaged: they would be drawn, and signed by the manifest, as they are
 */
export async function report(argv: readonly string[]): Promise<number> {
  const args = parseArguments(usage, argv);
  if (!isResults(args.directory)) {
    throw new UsageError(
      `invalid results directory: ${args.directory} has no manifest of opset`,
      'give a folder that opset run or opset sweep wrote',
    );
  }
  const manifest = readManifest(args.directory);
  if ('shard' in manifest && typeof manifest.shard === 'string') {
    const parts = args.directory.replace(/\d+(-of-\d+\/*)$/, '*$1');
    throw new UsageError(
      `invalid results directory: ${args.directory} is part ${manifest.shard} of a study, which has no tables of its own`,
      `merge all parts: npx opset merge ${parts}`,
    );
  }
  for (const [file, verb] of madeByVerb) {
    if (existsSync(join(args.directory, file))) {
      throw new UsageError(
        `invalid results directory: ${args.directory} is drawn by opset ${verb}`,
        'give that command again: its runs are not done again',
      );
    }
  }
  const damaged = damagedTables(args.directory, manifest);
  if (damaged.length > 0) {
    throw new UsageError(
      `damaged results directory: ${args.directory}: ${damaged.join(', ')}`,
      `make its tables again: npx opset ${manifest.argv.map(shellQuoted).join(' ')}`,
    );
  }
  const { page } = await (existsSync(join(args.directory, 'study.yaml'))
    ? (await import('../../report/study/index.ts')).studyReport(args.directory)
    : (await import('../../report/index.ts')).report(args.directory));
  refreshManifest(args.directory);
  if (args.json) printJson({ page });
  else printData(displayPath(page));
  say(`next: open ${displayPath(page)} in a browser`);
  return exit.done;
}
