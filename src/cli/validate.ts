import { place, position } from '../files/problem.ts';
import { readScenario } from '../files/scenario.ts';
import { parseArguments } from './arguments.ts';
import { complain } from './complain.ts';
import { exit } from './exit.ts';
import { jsonOption, setOption } from './options.ts';
import { putJson, say } from './terminal.ts';

const usage = {
  verb: 'validate',
  summary: 'Check scenario files and say where they are wrong.',
  examples: [
    ['opset validate my-avs.yaml', 'one file'],
    ['opset validate scenarios/*.yaml', 'many files'],
    ['opset validate my-avs.yaml --json', 'problems as data, for an editor or CI'],
  ],
  synopsis: '<files..>',
  positionals: { files: { type: 'string', array: true, demandOption: true, describe: 'Scenario files' } },
  options: { set: setOption, json: jsonOption },
} as const;

/** `opset validate`: exit code 0 when every file is a scenario, else 2. */
export async function validate(argv: readonly string[]): Promise<number> {
  const args = parseArguments(usage, argv);
  const problems = args.files.flatMap(file => {
    const reading = readScenario(file, args.set);
    return reading.ok ? [] : reading.problems;
  });
  if (args.json) {
    putJson({
      ok: problems.length === 0,
      problems: problems.map(problem => ({
        place: place(problem.at),
        ...(problem.at.source.kind === 'file' && position(problem.at)),
        message: problem.message,
        help: problem.help ?? null,
      })),
    });
    return problems.length === 0 ? exit.done : exit.invalidInput;
  }
  if (problems.length > 0) return complain(problems);
  say(`${args.files.length === 1 ? 'valid' : `${args.files.length} valid files`}: ${args.files.join(', ')}`);
  say(`next: npx opset run ${args.files[0]}`);
  return exit.done;
}
