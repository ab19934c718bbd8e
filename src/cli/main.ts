#!/usr/bin/env node
import { didYouMean } from '../input/suggest.ts';
import { EnvironmentError } from '../results/environment-error.ts';
import { withoutSecrets } from '../results/without-secrets.ts';
import { UnknownName } from '../study/unknown-name.ts';
import { exit, UsageError } from './exit.ts';
import { helpText } from './help.ts';
import { systemRefusal } from './system-error.ts';
import { printData, say, styled, tolerateClosedPipes } from './terminal.ts';
import { verbs } from './verbs/index.ts';

/** Runs the verb that the arguments name; the exit code. */
async function main(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined) {
    say(helpText());
    return exit.invalidInput;
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    printData(helpText());
    return exit.done;
  }
  if (name === '--version') {
    const { toolVersion } = await import('../version.ts');
    printData(toolVersion());
    return exit.done;
  }
  const verb = verbs.find(candidate => candidate.name === name);
  if (verb !== undefined) return verb.run(rest);
  const names = verbs.map(candidate => candidate.name);
  throw new UsageError(`unknown verb: ${name}`, didYouMean(name, names) ?? 'see opset --help');
}

/**
 * Prints an error with what to do about it; the exit code. A mistake of the user, or of the environment, is its
 * message and its help; of anything else the stack is printed where OPSET_DEBUG is set.
 */
function explain(error: unknown): number {
  const label = styled('red', 'error');
  if (error instanceof UnknownName) {
    const help = didYouMean(error.given, error.known) ?? 'names are in the tables of opset run';
    return explain(new UsageError(error.message, help));
  }
  if (error instanceof UsageError || error instanceof EnvironmentError) {
    const { message, help } = error;
    say(withoutSecrets(`${label}: ${message}${help === undefined ? '' : `\n  ${help}`}`));
    return error instanceof UsageError ? exit.invalidInput : exit.failure;
  }
  const refusal = systemRefusal(error);
  if (refusal !== undefined && !process.env.OPSET_DEBUG) {
    say(`${label}: ${refusal.message}\n  ${refusal.help}`);
    return exit.failure;
  }
  const text =
    error instanceof Error ? (process.env.OPSET_DEBUG ? error.stack : error.message) : String(error);
  // What the model throws of a world that is too large has its help too; `sim/` knows nothing of the classes above.
  const help =
    error instanceof Error && 'help' in error ? String(error.help) : 'set OPSET_DEBUG=1 to see where';
  say(withoutSecrets(`${label}: ${text}\n  ${help}`));
  return exit.failure;
}

tolerateClosedPipes();
process.exitCode = await main(process.argv.slice(2)).catch(explain);
