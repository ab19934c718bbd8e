import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll } from 'vitest';

// Properties are tried on the same cases every time, so that what passes once passes always.
fc.configureGlobal({ seed: 20_261_122 });

// Each file has a folder for temporary files, its processes' too, which goes when its last test has ended.
const outer = process.env.TMPDIR;
const own = mkdtempSync(join(realpathSync(tmpdir()), 'opset-test-'));
process.env.TMPDIR = own;
afterAll(() => {
  if (outer === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = outer;
  // A process that a test killed may still be writing.
  rmSync(own, { recursive: true, force: true, maxRetries: 5 });
});
