import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

it('is not in the npm package, which carries the command line and the model', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const listing = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [{ files }] = JSON.parse(listing) as [{ files: { path: string }[] }];
  const paths = files.map(({ path }) => path);
  expect(paths).toContain('dist/src/cli/main.js');
  expect(paths).toContain('dist/sim/protocol/index.js');
  expect(paths.filter(path => /^(dist\/)?conformance/.test(path))).toEqual([]);
});
