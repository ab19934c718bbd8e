import type { InputProblem } from '../../input/problem.ts';
import { exit } from '../exit.ts';
import { counted, say, styled } from '../terminal.ts';

/** Most problems that are printed: who has mended so many gives the command again. */
const mostPrinted = 20;

/** Prints what to warn of in an input that can be used, with the lines where it stands. */
export async function reportWarnings(warnings: readonly InputProblem[] = []): Promise<void> {
  if (warnings.length === 0) return;
  const { problemText } = await import('../../input/code-frame.ts');
  for (const warning of warnings.slice(0, mostPrinted))
    say(`${styled('yellow', 'warning')}: ${problemText(warning)}\n`);
}

/**
 * Prints the problems of an input, the first twenty with the lines where they stand, and how many there are; the exit code
 * for invalid input.
 */
export async function reportProblems(problems: readonly InputProblem[]): Promise<number> {
  // Loaded here, for most commands have no problems to show.
  const { problemText } = await import('../../input/code-frame.ts');
  for (const problem of problems.slice(0, mostPrinted)) {
    const [first, ...rest] = problemText(problem).split('\n');
    say([styled('red', first ?? ''), ...rest, ''].join('\n'));
  }
  const more = problems.length > mostPrinted ? `; the first ${mostPrinted} are above` : '';
  say(`${counted(problems.length, 'problem')}${more}`);
  return exit.invalidInput;
}
