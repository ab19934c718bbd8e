import { describe } from '../../input/code-frame.ts';
import type { Problem } from '../../input/problem.ts';
import { exit } from '../exit.ts';
import { say, styled } from '../terminal.ts';

/** Prints every problem of an input; the exit code for it. */
export function complain(problems: readonly Problem[]): number {
  for (const problem of problems) {
    const [first, ...rest] = describe(problem).split('\n');
    say([styled('red', first ?? ''), ...rest, ''].join('\n'));
  }
  say(problems.length === 1 ? '1 problem' : `${problems.length} problems`);
  return exit.invalidInput;
}
