import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Builds what has changed, before all tests: they run the model and the command line as they were built. */
export function setup(): void {
  const root = join(import.meta.dirname, '..');
  execFileSync(
    process.execPath,
    [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-b', '.', 'conformance'],
    {
      cwd: root,
      stdio: 'inherit',
    },
  );
}
