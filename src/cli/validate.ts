import { largestScenarioBytes } from '../files/extends.ts';
import { type Problem, place, position } from '../files/problem.ts';
import { readSource } from '../files/read.ts';
import { readScenario } from '../files/scenario.ts';
import { parseArguments } from './arguments.ts';
import { complain } from './complain.ts';
import { exit } from './exit.ts';
import { jsonOption, setOption } from './options.ts';
import { putJson, say } from './terminal.ts';

const usage = {
  verb: 'validate',
  summary: 'Check scenario and study files and say where they are wrong.',
  examples: [
    ['opset validate my-avs.yaml', 'one file'],
    ['opset validate scenarios/*.yaml', 'many files'],
    ['opset validate scenarios/studies/*.yaml', 'studies, at each of their points'],
    ['opset validate my-avs.yaml --json', 'problems as data, for an editor or CI'],
  ],
  synopsis: '<files..>',
  positionals: {
    files: { type: 'string', array: true, demandOption: true, describe: 'Scenario and study files' },
  },
  options: { set: setOption, json: jsonOption },
} as const;

/** `opset validate`: exit code 0 when every file is a scenario, else 2. */
export async function validate(argv: readonly string[]): Promise<number> {
  const args = parseArguments(usage, argv);
  const problems: Problem[] = [];
  for (const file of args.files) problems.push(...(await problemsOf(file, args.set)));
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
  const [first] = args.files;
  say(`next: npx opset ${isStudy(first!) ? 'sweep' : 'run'} ${first}`);
  return exit.done;
}

/** Problems of a scenario, or of a study at any of its points. */
async function problemsOf(file: string, overrides: readonly string[]): Promise<readonly Problem[]> {
  if (!isStudy(file)) {
    const reading = readScenario(file, overrides);
    return reading.ok ? [] : reading.problems;
  }
  const [{ readStudy }, { pointsOf }, { checkPoints }] = await Promise.all([
    import('../study/read-study.ts'),
    import('../study/points.ts'),
    import('../study/scenario-at.ts'),
  ]);
  const reading = readStudy(file, overrides);
  return reading.ok ? checkPoints(reading.value, pointsOf(reading.value)) : reading.problems;
}

/** Whether a file says factors at its top level, as studies do and scenarios never. */
function isStudy(file: string): boolean {
  const source = readSource(file, largestScenarioBytes, []);
  return source !== undefined && /^factors\s*:/m.test(source.text);
}
