import { largestScenarioBytes } from '../../input/extends.ts';
import { locationText, position, type Reading } from '../../input/problem.ts';
import { readSource } from '../../input/read-source.ts';
import { checkFile } from '../../input/scenario-file.ts';
import { shellQuoted } from '../../report/command.ts';
import { parseArguments } from '../arguments.ts';
import { exit } from '../exit.ts';
import { jsonOption, required, setOption } from '../options.ts';
import { printJson, say } from '../terminal.ts';
import { reportProblems, reportWarnings } from '../text/report-problems.ts';

const usage = {
  verb: 'validate',
  summary: 'Check scenarios, parts that they extend, studies and networks, and say where they are wrong.',
  examples: [
    ['opset validate my-avs.yaml', 'one file'],
    ['opset validate scenarios/*.yaml', 'many files'],
    ['opset validate scenarios/studies/*.yaml', 'studies, at their points'],
    ['opset validate my-avs.yaml --json', 'problems as data, for an editor or CI'],
  ],
  synopsis: '<files..>',
  positionals: {
    files: { ...required('Scenario, study and network files'), array: true },
  },
  options: { set: setOption, json: jsonOption },
} as const;

/** Most problems that `--json` lists; it counts them all. */
const mostListed = 1_000;

/**
 * `opset validate`: reads every file and checks it as what it is: a scenario, a part of one, a network, or a study, at
 * its points. With `--json`, one document on stdout says how many problems there are, and which, up to a thousand.
 *
 * @returns exit code 0 when no file has a problem, else 2
 */
export async function validate(argv: readonly string[]): Promise<number> {
  const args = parseArguments(usage, argv);
  const checked: { file: string; reading: Reading<FileKind> }[] = [];
  for (const file of args.files) checked.push({ file, reading: await check(file, args.set) });
  const problems = checked.flatMap(({ reading }) => (reading.ok ? [] : reading.problems));
  if (args.json) {
    printJson({
      ok: problems.length === 0,
      count: problems.length,
      problems: problems.slice(0, mostListed).map(problem => ({
        place: locationText(problem.at),
        ...(problem.at.source.kind === 'file' && position(problem.at)),
        message: problem.message,
        help: problem.help ?? null,
      })),
    });
    return problems.length === 0 ? exit.done : exit.invalidInput;
  }
  if (problems.length > 0) return reportProblems(problems);
  for (const { reading } of checked) if (reading.ok) await reportWarnings(reading.warnings);
  const kindOf = ({ reading }: (typeof checked)[number]) => (reading.ok ? reading.value : undefined);
  const parts = checked.filter(one => kindOf(one) === 'part').map(({ file }) => file);
  const wholes = checked.filter(one => kindOf(one) !== 'part');
  const [first] = wholes;
  if (first) {
    const files = wholes.map(({ file }) => file);
    printValid('valid', 'valid files', files);
  }
  if (parts.length > 0) {
    printValid('valid part', 'valid parts', parts);
    say('a part has no name; a scenario takes it in by extends: [FILE, ...], paths from its own folder');
  }
  if (first) say(`next: npx opset ${verbFor[kindOf(first) ?? 'scenario']} ${shellQuoted(first.file)}`);
  return exit.done;
}

/** What a file may be. */
type FileKind = 'scenario' | 'part' | 'study' | 'screening' | 'search' | 'network';

/** The verb that does what a file is for, to name it as the next command. */
const verbFor: Readonly<Record<FileKind, string>> = {
  scenario: 'run',
  part: 'run',
  study: 'sweep',
  screening: 'sensitivity',
  search: 'optimize',
  network: 'security',
};

/** What a file is, or its problems; of a study, those at any of its points. */
async function check(file: string, overrides: readonly string[]): Promise<Reading<FileKind>> {
  if (hasTopKey(file, ['services', 'symmetric'])) {
    const { readNetwork } = await import('../../security/read-network.ts');
    const network = readNetwork(file);
    return network.ok ? { ok: true, value: 'network' } : network;
  }
  if (!hasTopKey(file, ['factors'])) return checkFile(file, overrides);
  return checkStudy(file, overrides);
}

/** What a study is for, or its problems: of its form, of its objective, at its points, and of the measures it names. */
async function checkStudy(file: string, overrides: readonly string[]): Promise<Reading<FileKind>> {
  const [
    { readStudy },
    { pointsOf },
    { checkPoints, studyWarnings },
    { pointsToCheck, tooManyRuns },
    { readGoals },
    { unknownMeasures },
  ] = await Promise.all([
    import('../../study/study-file/read-study.ts'),
    import('../../study/designs/points.ts'),
    import('../../study/scenario-at-point.ts'),
    import('../../study/study-size.ts'),
    import('../../study/search/goals.ts'),
    import('../../study/study-file/check-measures.ts'),
  ]);
  const reading = readStudy(file, overrides);
  if (!reading.ok) return reading;
  const study = reading.value;
  const { design, objective } = study;
  const goals = objective === undefined ? undefined : readGoals(study);
  if (goals?.ok === false) return goals;
  const points = pointsOf(study);
  const tooMany = tooManyRuns(study, points.kept);
  if (tooMany !== undefined) return { ok: false, problems: [tooMany] };
  const chosen = [...pointsToCheck(points)];
  const problems = [...checkPoints(study, chosen), ...unknownMeasures(study, chosen)];
  if (problems.length > 0) return { ok: false, problems };
  const isScreening = design.kind === 'morris' || design.kind === 'saltelli';
  const value = objective !== undefined ? 'search' : isScreening ? 'screening' : 'study';
  return { ok: true, value, warnings: studyWarnings(study, points) };
}

/** Whether a file has one of some keys at its top level: `factors` only studies have, `services` only networks. */
function hasTopKey(file: string, keys: readonly string[]): boolean {
  const source = readSource(file, largestScenarioBytes, []);
  return source !== undefined && new RegExp(`^(${keys.join('|')})\\s*:`, 'm').test(source.text);
}

/** Prints the names of valid files. */
function printValid(one: string, many: string, files: readonly string[]): void {
  say(`${files.length === 1 ? one : `${files.length} ${many}`}: ${files.join(', ')}`);
}
