import { createHash } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { EnvironmentError } from './environment-error.ts';
import { makeFolder } from './folder.ts';
import { isResults } from './manifest.ts';
import { isProcessAlive } from './process-alive.ts';

/** A results directory that is being made: all is written to `path`, and appears under `target` at once. */
export interface StagedResults {
  /** Folder to write to, beside the target. */
  readonly path: string;
  /** Folder that the results will have. */
  readonly target: string;
  /** Moves the finished folder to the target; what was there is replaced. */
  commit(): void;
  /** Removes all that was written. */
  discard(): void;
}

/**
 * Digest of the parts that determine a results directory's contents: the first 8 hexadecimal digits of a SHA-256. The
 * parts are JSON: the order of keys counts, and a key of undefined is as if left out.
 */
export function contentHash(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 8);
}

/**
 * Name of a results directory: the scenario's name in small letters, digits and hyphens, then the digest. `scenario`
 * stands for a name that has none of these. Different names may come out the same; the digest tells them apart.
 */
export function resultsName(name: string, hash: string): string {
  return `${
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '') || 'scenario'
  }-${hash}`;
}

/**
 * Why results must not be written to a target, and what to do; undefined when they may: nothing is there, or results of
 * this tool, which are replaced.
 */
export function targetObstacle(
  target: string,
): { readonly message: string; readonly help: string } | undefined {
  const nearest = [target, ...ancestors(target)].find(path => existsSync(path)) ?? target;
  if (nearest !== target && !statSync(nearest).isDirectory()) {
    return { message: `invalid results directory: ${nearest} is not a folder`, help: 'choose another --out' };
  }
  const former = nearest === target && lstatSync(target, { throwIfNoEntry: false });
  if (!former || (former.isDirectory() && isResults(target))) return undefined;
  const message = `invalid results directory: ${target} exists and holds no results of opset`;
  return { message, help: 'choose another --out, or --force' };
}

/**
 * Makes the folder that results are written to before they appear under the target, beside it; folders that dead
 * processes left there are removed. The number of the process in its name tells whether its maker still works. Beside
 * the target, because a folder can be renamed on one disk only.
 *
 * @throws EnvironmentError when no folder can be made there
 */
export function stageResults(target: string): StagedResults {
  const root = dirname(resolve(target));
  const prefix = `.${basename(target)}.partial-`;
  const rootIsNew = !existsSync(root);
  withFolderErrors(root, () => makeFolder(root));
  for (const name of withFolderErrors(root, () => readdirSync(root))) {
    if (name.startsWith(prefix) && !isProcessAlive(Number.parseInt(name.slice(prefix.length), 10))) {
      rmSync(join(root, name), { recursive: true, force: true });
    }
  }
  const path = join(root, `${prefix}${process.pid}`);
  const former = `${path}-former`;
  withFolderErrors(root, () => mkdirSync(path));
  return {
    path,
    target: resolve(target),
    commit() {
      // A folder cannot be renamed onto another that has contents, so the former one steps aside first.
      if (existsSync(target)) renameSync(target, former);
      renameSync(path, target);
      rmSync(former, { recursive: true, force: true });
    },
    discard() {
      rmSync(path, { recursive: true, force: true });
      // A root that was made for this run alone goes with it.
      if (rootIsNew && readdirSync(root).length === 0) rmdirSync(root);
    },
  };
}

/**
 * Does something in the folder that results go to.
 *
 * @throws EnvironmentError, which names the folder, when the system refuses
 */
export function withFolderErrors<T>(root: string, use: () => T): T {
  try {
    return use();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new EnvironmentError(
      `invalid results folder: ${root} cannot be written (${code})`,
      'choose another --out',
    );
  }
}

/** The folders above a path, the nearest first. */
function ancestors(path: string): string[] {
  const parent = dirname(resolve(path));
  return parent === resolve(path) ? [] : [parent, ...ancestors(parent)];
}
