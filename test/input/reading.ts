import { join, relative } from 'node:path';
import { position } from '../../src/input/problem.ts';
import { readScenario } from '../../src/input/scenario-file.ts';
import { folderWith } from './folder.ts';

/** Problems of a scenario as `file:line:col message [help]`, files by their names only. */
export function problemsOf(
  files: Record<string, string>,
  overrides: string[] = [],
  main = 'main.yaml',
): string[] {
  const folder = folderWith(files);
  const reading = readScenario(join(folder, main), overrides);
  if (reading.ok) return [];
  return reading.problems.map(({ at, message, help }) => {
    const { line, col } = position(at);
    const { kind, name } = at.source;
    const place = kind === 'option' ? name : `${name.slice(folder.length + 1)}:${line}:${col}`;
    // A message shows a path as it is shorter: from the root, or from where the tests run.
    const said = message.replaceAll(`${folder}/`, '').replaceAll(`${relative(process.cwd(), folder)}/`, '');
    return `${place} ${said}${help === undefined ? '' : ` [${help}]`}`;
  });
}

/** A scenario that must be valid. */
export function scenarioOf(files: Record<string, string>, overrides: string[] = [], main = 'main.yaml') {
  const reading = readScenario(join(folderWith(files), main), overrides);
  if (!reading.ok) throw new Error(reading.problems.map(problem => problem.message).join('\n'));
  return reading.value;
}
