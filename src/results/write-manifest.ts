import { createHash } from 'node:crypto';
import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { modelVersion } from '../../sim/version.ts';
import { gitCommit, toolVersion } from '../version.ts';
import { writeFileWhole } from './folder.ts';
import {
  type Manifest,
  type ManifestFile,
  type RunFacts,
  readManifest,
  type StudyFacts,
} from './manifest.ts';
import { withoutSecrets } from './without-secrets.ts';

/**
 * Writes `manifest.json` over all files of a directory.
 *
 * @param rows of its tables, by file name
 */
export function writeManifest(
  directory: string,
  facts: RunFacts | StudyFacts,
  rows: ReadonlyMap<string, number>,
): Manifest {
  const manifest = {
    tool: 'opset',
    version: toolVersion(),
    model: modelVersion,
    git: gitCommit(),
    node: process.version,
    ...facts,
    files: listFiles(directory, rows),
  } satisfies Manifest;
  save(directory, manifest);
  return manifest;
}

/** Writes the manifest again with the files as they are now, after charts or pages were made again; the facts stay. */
export function refreshManifest(directory: string): Manifest {
  const manifest = readManifest(directory);
  const rows = new Map(
    manifest.files.flatMap(file => (file.rows === undefined ? [] : [[file.path, file.rows]])),
  );
  const refreshed = { ...manifest, files: listFiles(directory, rows) };
  save(directory, refreshed);
  return refreshed;
}

/** Paths of files that are no longer as the manifest says, or no longer there. */
export function changedFiles(directory: string, { files }: Manifest): string[] {
  return files
    .filter(({ path, sha256, bytes }) => {
      try {
        const now = digest(join(directory, path));
        return now.sha256 !== sha256 || now.bytes !== bytes;
      } catch {
        return true;
      }
    })
    .map(({ path }) => path);
}

function save(directory: string, manifest: Manifest): void {
  const recorded = { ...manifest, argv: manifest.argv.map(withoutSecrets) };
  writeFileWhole(join(directory, 'manifest.json'), `${JSON.stringify(recorded, null, 2)}\n`);
}

/** Files that exist only while a command works in a directory, and the manifest itself. */
const passing = /^manifest\.json$|^lock$|\.partial$/;

/** The files below a directory, sorted by path. */
function listFiles(directory: string, rows: ReadonlyMap<string, number>): ManifestFile[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => relative(directory, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter(path => !passing.test(path))
    .sort()
    .map(path => {
      const count = rows.get(path);
      return { path, ...digest(join(directory, path)), ...(count !== undefined && { rows: count }) };
    });
}

/** Digest and size of a file; read in pieces, for a table may be larger than the memory. Throws where it is no file. */
function digest(path: string): { readonly sha256: string; readonly bytes: number } {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(1 << 20);
  if (!statSync(path).isFile()) throw new Error(`invalid file: ${path} is not a regular file`);
  const file = openSync(path, 'r');
  try {
    let bytes = 0;
    for (;;) {
      const count = readSync(file, piece);
      if (count === 0) return { sha256: hash.digest('hex'), bytes };
      hash.update(piece.subarray(0, count));
      bytes += count;
    }
  } finally {
    closeSync(file);
  }
}
