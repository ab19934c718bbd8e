import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the package, whether this module runs as source or as built. */
export function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}

/** Version of the package. */
export function toolVersion(): string {
  const text = readFileSync(join(packageFolder(), 'package.json'), 'utf8');
  const { version } = JSON.parse(text) as { version: string };
  return version;
}

/** Git commit of the package and whether its files differ from it; null outside a checkout of it. */
export function gitCommit(): { readonly commit: string; readonly dirty: boolean } | null {
  const folder = realpathSync(packageFolder());
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', folder, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  try {
    // Installed under someone else's repository, the commit would be theirs and say nothing of this code.
    if (git('rev-parse', '--show-toplevel') !== folder) return null;
    return { commit: git('rev-parse', 'HEAD'), dirty: git('status', '--porcelain', '-uno') !== '' };
  } catch {
    return null;
  }
}
