import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

/** Paths of the files of the npm package. */
function packedPaths(): string[] {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const listing = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [{ files }] = JSON.parse(listing) as [{ files: { path: string }[] }];
  return files.map(({ path }) => path);
}

it('is not in the npm package, which carries the command line and the model', () => {
  const paths = packedPaths();
  expect(paths).toContain('dist/src/cli/main.js');
  expect(paths).toContain('dist/sim/protocol/index.js');
  expect(paths.filter(path => /^(dist\/)?conformance/.test(path))).toEqual([]);
});

it('the npm package has a licence of its own, and no source maps, whose sources it does not carry', () => {
  const paths = packedPaths();
  expect(paths).toContain('LICENSE');
  expect(paths).toContain('src/report/font/LICENSE.txt');
  expect(paths.filter(path => /\.(map|tsbuildinfo)$/.test(path))).toEqual([]);
});
