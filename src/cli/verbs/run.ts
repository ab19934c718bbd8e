import { join, resolve } from 'node:path';
import { modelVersion } from '../../../sim/version.ts';
import { displayPath } from '../../input/problem.ts';
import { readScenario } from '../../input/scenario-file.ts';
import { OutsideError } from '../../results/environment-error.ts';
import { isFull } from '../../results/folder.ts';
import { record } from '../../results/recording.ts';
import { contentHash, obstacle, resultsName, type Staging, stage } from '../../results/results-directory.ts';
import { parseArguments } from '../arguments.ts';
import { exit, UsageError } from '../exit.ts';
import { interruptible } from '../interrupt.ts';
import {
  changes,
  forceOption,
  needed,
  scenarioOptions,
  tellingOptions,
  text,
  wholeNumber,
} from '../options.ts';
import { startProgress } from '../progress.ts';
import { put, putJson } from '../terminal.ts';
import { complain } from '../text/report-problems.ts';
import { conclude } from '../text/run-summary.ts';

const usage = {
  verb: 'run',
  summary: 'Simulate a scenario; write tables, charts and a page to a results directory.',
  examples: [
    ['opset run my-avs.yaml', 'one run'],
    ['opset run my-avs.yaml --replicates 20', 'twenty, for intervals'],
    ['opset run my-avs.yaml --set avss.my-avs.budget.usdPerWeek=2e4', 'with a value changed'],
    ['opset run my-avs.yaml --json | jq .summary', 'figures as data'],
  ],
  synopsis: '<scenario>',
  positionals: { scenario: needed('Scenario file or results directory') },
  options: {
    replicates: { ...text('Number of runs, each with its own seed'), default: '1' },
    force: forceOption,
    ...scenarioOptions,
    out: { ...text('Folder that results directories go to'), default: 'reports' },
    ...tellingOptions,
  },
} as const;

/** `opset run`: the results directory's path on stdout, or one JSON document with `--json`. */
export async function run(argv: readonly string[]): Promise<number> {
  const args = parseArguments(usage, argv);
  const replicates = wholeNumber('replicates', args.replicates, 1, 100_000);
  const reading = readScenario(args.scenario, changes(args));
  if (!reading.ok) return complain(reading.problems);
  const { scenario } = reading.value;
  const hash = contentHash([modelVersion, scenario, replicates]);
  const target = join(resolve(args.out), resultsName(scenario.name, hash));
  const inTheWay = obstacle(target);
  if (inTheWay !== undefined && !args.force) {
    throw new UsageError(inTheWay.message, inTheWay.help);
  }

  const [{ simulate }, { report }] = await Promise.all([
    import('../../../sim/simulate.ts'),
    import('../../report/index.ts'),
  ]);
  let staging: Staging | undefined;
  const progress = startProgress(scenario.horizon * replicates, 'days', args.quiet);
  const recorded = await interruptible(
    async () => {
      const facts = { argv: ['run', ...argv], scenario: scenario.name, hash, replicates };
      staging = stage(target);
      const result = await record({ simulate, report }, reading.value, facts, staging.path, progress);
      staging.commit();
      return result;
    },
    () => {
      progress.clear();
      staging?.discard();
    },
    'interrupted: nothing was written; the same command starts again',
  ).catch(error => {
    if (!isFull(error)) throw error;
    throw new OutsideError(
      `no space left for ${displayPath(target)}; nothing was written`,
      'make room, or choose another --out',
    );
  });
  progress.clear();
  const directory = displayPath(target);
  if (args.json) putJson({ directory, page: join(directory, 'index.html'), hash, ...recorded });
  else put(directory);
  if (!args.quiet) conclude(args.scenario, Object.keys(scenario.avss), directory, recorded);
  return exit.done;
}
