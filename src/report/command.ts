import { withoutSecrets } from '../results/without-secrets.ts';

/** A word of a command, in quotes if a shell would read it otherwise. */
export function shellQuoted(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** The command that calls a verb with arguments, as people can copy it; passwords are left out. */
export function commandLine(verb: string, argv: readonly string[]): string {
  return ['npx opset', verb, ...argv.map(withoutSecrets).map(shellQuoted)].join(' ');
}
