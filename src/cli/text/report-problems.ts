import type { InputProblem } from '../../input/problem.ts';
import { exit } from '../exit.ts';
import { say, styled } from '../terminal.ts';

/**
 * Prints every problem of an input, with the lines where they stand; the exit code for invalid input. On stderr, with
 * a count at the end. Nothing is printed on stdout: there is no result.
 */
export async function reportProblems(problems: readonly InputProblem[]): Promise<number> {
  // Loaded here, for most commands have no problems to show.
  const { problemText } = await import('../../input/code-frame.ts');
  for (const problem of problems) {
    const [first, ...rest] = problemText(problem).split('\n');
    say([styled('red', first ?? ''), ...rest, ''].join('\n'));
  }
  say(problems.length === 1 ? '1 problem' : `${problems.length} problems`);
  return exit.invalidInput;
}
