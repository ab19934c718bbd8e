import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { editorSchema } from '../../input/editor-schema.ts';
import { makeFolder, writeFileWhole } from '../../results/folder.ts';
import { parseArguments } from '../arguments.ts';
import { exit, UsageError } from '../exit.ts';
import { forceOption } from '../options.ts';
import { folderError } from '../running/folder-error.ts';
import { printData, say } from '../terminal.ts';
import { fillTemplate, type TemplateName, templateNames } from '../text/templates.ts';

const usage = {
  verb: 'init',
  summary: 'Write a commented scenario to start from, and the schema your editor completes it by.',
  examples: [
    ['opset init', 'scenario.yaml: the smallest scenario'],
    ['opset init my-avs --template gpu-avs', 'my-avs.yaml: GPU and CPU sets in a market'],
  ],
  synopsis: '[name]',
  positionals: {
    name: { type: 'string', default: 'scenario', describe: 'Name of the scenario, or its file' },
  },
  options: {
    template: { choices: templateNames, default: 'minimal', describe: 'What to start from' },
    force: forceOption,
  },
} as const;

/**
 * `opset init`: writes a scenario file and, beside it, the schema that editors complete it by, unless there is one. Prints
 * the file's path on stdout.
 *
 * @returns exit code 0
 * @throws UsageError when the name is none, or the file exists
 * @throws EnvironmentError when the folder cannot be written; a file is then there whole or not at all
 */
export async function init(argv: readonly string[]): Promise<number> {
  const args = parseArguments(usage, argv);
  const file = /\.ya?ml$/.test(args.name) ? args.name : `${args.name}.yaml`;
  const name = basename(file).replace(/\.ya?ml$/, '');
  if (!/^[A-Za-z][\w -]{0,63}$/.test(name)) {
    throw new UsageError(
      `invalid name: ${name}`,
      'start with a letter, then letters, digits, _, - or spaces',
    );
  }
  if (existsSync(file) && !args.force) {
    throw new UsageError(`duplicate file: ${file} exists`, 'choose another name, or --force to overwrite it');
  }
  const folder = dirname(file);
  const schema = join(folder, 'opset.schema.json');
  try {
    makeFolder(folder);
    if (!existsSync(schema) || args.force)
      writeFileWhole(schema, `${JSON.stringify(editorSchema(), null, 2)}\n`);
    writeFileWhole(file, fillTemplate(args.template as TemplateName, name));
  } catch (error) {
    throw folderError(resolve(folder), error, 'go to another folder, or name one: opset init FOLDER/NAME');
  }
  printData(file);
  say(`next: npx opset run ${file}`);
  return exit.done;
}
