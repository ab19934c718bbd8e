import yargs, {
  type ArgumentsCamelCase,
  type InferredOptionTypes,
  type Options,
  type PositionalOptions,
} from 'yargs';
import { nearestName } from '../input/suggest.ts';
import { exit, UsageError } from './exit.ts';
import { printData } from './terminal.ts';

/**
 * How a verb is called, as `opset VERB --help` prints it and its arguments are read. One object for both, so that
 * help and reading cannot differ; `as const` on it gives the arguments their types.
 */
export interface Usage<P, O> {
  readonly verb: string;
  readonly summary: string;
  /** Commands people can copy, each with what it does. */
  readonly examples: readonly (readonly [command: string, meaning: string])[];
  /** What follows the verb, such as `<scenario>`, and the meaning of each. */
  readonly synopsis: string;
  readonly positionals: P;
  readonly options: O;
}

/**
 * Reads the arguments of a verb. `--help` prints how the verb is called and ends the process. Names in kebab case are
 * keys in camel case, too: `--dry-run` is `dryRun`.
 *
 * @param given words behind the verb
 * @throws UsageError on an unknown option, a missing or unknown argument, a value that is none of the choices, or
 *   an option that was given twice
 */
export function parseArguments<
  P extends Record<string, PositionalOptions>,
  O extends Record<string, Options>,
>(
  usage: Usage<P, O>,
  given: readonly string[],
): ArgumentsCamelCase<InferredOptionTypes<P> & InferredOptionTypes<O>> {
  const argv = given.map(word => (word === '-h' ? '--help' : word));
  // Printed here, for yargs puts examples last.
  if (argv.includes('--help')) printData(`${heading(usage)}\n\n`);
  let parsed: ArgumentsCamelCase<InferredOptionTypes<P> & InferredOptionTypes<O>> | undefined;
  yargs([...argv])
    .scriptName('opset')
    // Paths have dots: --set a.b=c must not become nested objects. A list option takes one value each time that it is
    // given.
    .parserConfiguration({ 'dot-notation': false, 'greedy-arrays': false })
    .usage(`Usage: opset ${usage.verb} ${usage.synopsis}`)
    .command(
      `$0 ${usage.synopsis}`.trim(),
      false,
      parser => {
        for (const [name, positional] of Object.entries(usage.positionals))
          parser.positional(name, positional);
        return parser.options(usage.options);
      },
      args => {
        parsed = args as typeof parsed;
      },
    )
    .help()
    .version(false)
    .strict()
    .wrap(Math.min(110, process.stdout.columns ?? 100))
    .fail((message, error) => {
      throw usageError(usage, message ?? error.message, argv);
    })
    .parseSync();
  // Only --help ends without a call of the command, and yargs has then ended the process.
  if (parsed === undefined) process.exit(exit.done);
  for (const [name, option] of Object.entries(usage.options)) {
    if (Array.isArray(parsed[name]) && !option.array) {
      throw new UsageError(`duplicate option: --${name}`, 'give it once');
    }
  }
  return parsed;
}

/** What `--help` prints first: what the verb does, and examples. */
function heading<P, O>({ summary, examples }: Usage<P, O>): string {
  const width = Math.max(...examples.map(([command]) => command.length));
  const lines = examples.map(([command, meaning]) => `  ${command.padEnd(width)}  ${meaning}`);
  return `${summary}\n\nExamples:\n${lines.join('\n')}`;
}

/**
 * The message of yargs in our words, with what to do. An unknown option is told before anything else: it often takes an
 * argument as its value, which is then missing.
 */
function usageError<P, O extends object>(
  usage: Usage<P, O>,
  message: string,
  argv: readonly string[],
): UsageError {
  const more = `see opset ${usage.verb} --help`;
  const options = [...Object.keys(usage.options), 'help'];
  const named = argv.map(word => /^--(?:no-)?([^=]+)/.exec(word)?.[1]).filter(name => name !== undefined);
  const unknown = named.find(name => !options.includes(name));
  if (unknown !== undefined) {
    const near = nearestName(unknown, options);
    return new UsageError(
      `unknown option: --${unknown}`,
      near === undefined ? more : `did you mean \`--${near}\`?`,
    );
  }
  const letter = argv.map(word => /^-([A-Za-z])/.exec(word)?.[1]).find(found => found !== undefined);
  if (letter !== undefined && message.startsWith('Unknown argument')) {
    const meant = options.filter(name => name.startsWith(letter)).map(name => `\`--${name}\``);
    return new UsageError(
      `unknown option: -${letter}`,
      meant.length > 0 ? `options have no short forms: write ${meant.join(' or ')}` : more,
    );
  }
  if (message.startsWith('Not enough non-option'))
    return new UsageError(`missing argument: ${usage.synopsis}`, more);
  const bare = /^Not enough arguments following: (.*)/.exec(message)?.[1];
  if (bare !== undefined) return new UsageError(`missing value: --${bare}`, more);
  const absent = /^Missing required arguments?: (.*)/.exec(message)?.[1]?.split(', ');
  if (absent !== undefined) return new UsageError(`missing option: --${absent.join(', --')}`, more);
  const [, name, given, choices] = /Argument: (.*), Given: "(.*)", Choices: (.*)/.exec(message) ?? [];
  if (name !== undefined) return new UsageError(`invalid ${name}: ${given}`, `write one of ${choices}`);
  return new UsageError(message.replace(/\n/g, ' ').replace(/^Unknown argument/, 'unknown argument'), more);
}
