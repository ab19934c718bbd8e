import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { InputProblem } from '../../../input/problem.ts';
import { readScenario } from '../../../input/scenario-file.ts';
import type { ScenarioAt } from '../../../play/site/site.ts';
import { packageFolder } from '../../../version.ts';
import { parseArguments } from '../../arguments.ts';
import { exit } from '../../exit.ts';
import { forceOption, scenarioOptions, scenarioOverrides, text, wholeNumber } from '../../options.ts';
import { reportProblems } from '../../text/report-problems.ts';

const usage = {
  verb: 'play',
  summary: 'Open a scenario in the browser: move a lever and watch the same world answer.',
  examples: [
    ['opset play my-avs.yaml', 'on this machine; Ctrl-C ends it'],
    ['opset play', 'the scenarios that come with Opset'],
    ['opset play my-avs.yaml --export my-avs.html', 'one file that works from the disk, to send to somebody'],
    ['opset play my-avs.yaml --export site', 'a folder that works on any web host'],
  ],
  synopsis: '[scenarios..]',
  positionals: {
    scenarios: {
      type: 'string',
      array: true,
      default: [] as string[],
      describe: 'Scenario files or results directories; without any, those that come with Opset',
    },
  },
  options: {
    open: { type: 'boolean', default: true, describe: 'Open the browser; --no-open only says the address' },
    port: { ...text('Port of this machine; 0 is one that is free'), default: '0' },
    export: text('Write one HTML file (.html), or a folder of files, in place of serving it'),
    force: forceOption,
    ...scenarioOptions,
  },
} as const;

/** Scenario that comes first when none is named. */
const firstOfLibrary = 'decentralized-ai.yaml';

/**
 * `opset play`: serves the playground of scenarios to a browser on this machine until it is interrupted, or writes it to
 * a file or a folder. Prints its address, or the path, on stdout.
 *
 * @returns exit code 0; 2 for an invalid scenario
 * @throws UsageError when something else is in the way of an export
 */
export async function play(argv: readonly string[]): Promise<number> {
  const args = parseArguments(usage, argv);
  const port = wholeNumber('port', args.port, 0, 65_535);
  const paths = args.scenarios.length > 0 ? args.scenarios : library();
  const scenarios: ScenarioAt[] = [];
  const problems: InputProblem[] = [];
  for (const path of paths) {
    const reading = readScenario(path, scenarioOverrides(args));
    if (reading.ok) scenarios.push({ ...reading.value, path });
    else problems.push(...reading.problems);
  }
  if (problems.length > 0) return reportProblems(problems);
  const { export: target, force } = args;
  if (target !== undefined) {
    const { exportPlayground } = await import('./export-playground.ts');
    await exportPlayground({ scenarios, target, force });
    return exit.done;
  }
  const { servePlayground } = await import('./serve-playground.ts');
  await servePlayground(scenarios, { port, open: args.open });
  return exit.done;
}

/** Scenarios that come with the package, the flagship first. */
function library(): string[] {
  const folder = join(packageFolder(), 'scenarios');
  const files = readdirSync(folder).filter(name => name.endsWith('.yaml') && name !== firstOfLibrary);
  return [firstOfLibrary, ...files.sort()].map(name => join(folder, name));
}
