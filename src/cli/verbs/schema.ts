import { editorSchema } from '../../input/editor-schema.ts';
import { dataDictionary } from '../../results/run-tables.ts';
import { parseArguments } from '../arguments.ts';
import { exit, UsageError } from '../exit.ts';
import { flag } from '../options.ts';
import { printJson } from '../terminal.ts';

const usage = {
  verb: 'schema',
  summary: 'Print the JSON Schema (draft-07) of scenarios or of studies, or the dictionary of all columns.',
  examples: [
    ['opset schema > opset.schema.json', 'what an editor completes scenarios from'],
    ['opset schema --study > study.schema.json', 'the same for studies'],
    ['opset schema --columns', 'every table and column, with unit and meaning'],
  ],
  synopsis: '',
  positionals: {},
  options: {
    study: flag('The schema of study files instead'),
    columns: flag('The columns of the result tables instead'),
  },
} as const;

/**
 * `opset schema`: prints the JSON Schema of scenarios on stdout, or that of studies, or the data dictionary of a run.
 *
 * @returns exit code 0
 */
export async function schema(argv: readonly string[]): Promise<number> {
  const args = parseArguments(usage, argv);
  if (args.study && args.columns) {
    throw new UsageError('invalid options: --study and --columns', 'ask for one of them');
  }
  if (args.study)
    printJson((await import('../../study/study-file/study-editor-schema.ts')).studyEditorSchema());
  else printJson(args.columns ? dataDictionary() : editorSchema());
  return exit.done;
}
