import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const readme = readFileSync(join(root, 'sim', 'security', 'README.md'), 'utf8');

it('the example of the security analysis prints what its comments say', () => {
  const [, example] = /^```js\n([^`]*)```$/m.exec(readme)!;
  const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', example!], {
    cwd: root,
    encoding: 'utf8',
  });
  const promised = [...example!.matchAll(/; \/\/ (.*?):/g)].map(([, said]) => said);
  expect(promised).toHaveLength(3);
  expect(printed.trimEnd().split('\n')).toEqual(promised);
});
