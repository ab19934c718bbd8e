import { commandLine } from '../../report/command.ts';
import { type Change, overrideText } from './levers/change.ts';
import { REPLICATES } from './runs/wanted-runs.ts';

/** The command that asks the same question of the command line: A and B over the same seeds. */
export function compareCommand(file: string, a: readonly Change[], b: readonly Change[]): string {
  const sets = (option: string, changes: readonly Change[]) =>
    changes.flatMap(change => [option, overrideText(change)]);
  return commandLine('compare', [
    file,
    // Without changes of B it has to be named.
    ...(b.length === 0 ? [file] : []),
    ...sets('--set-a', a),
    ...sets('--set-b', b),
    '--replicates',
    String(REPLICATES),
  ]);
}
