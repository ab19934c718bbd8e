import { createHash } from 'node:crypto';
import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { modelVersion } from '../../sim/version.ts';
import { gitCommit, toolVersion } from '../version.ts';
import { writeFileWhole } from './folder.ts';

/** A file of a results directory, with what a reader can check it by. */
interface ManifestFile {
  /** From the directory, with `/` between folders. */
  readonly path: string;
  /** 64 hexadecimal digits. */
  readonly sha256: string;
  readonly bytes: number;
  /** Rows of a table, the header not counted; left out for other files. */
  readonly rows?: number;
}

/** What made a results directory, and what is in it. It is written last: a directory without a manifest is not finished. */
export interface Manifest {
  readonly tool: 'opset';
  /** Version of the tool. */
  readonly version: string;
  /** Version of the model, which with scenario and seed gives the rows. */
  readonly model: string;
  /** Commit of the tool, and whether its files differ from it; null where it was installed. */
  readonly git: { readonly commit: string; readonly dirty: boolean } | null;
  /** Version of Node. */
  readonly node: string;
  /** The verb and its arguments. */
  readonly argv: readonly string[];
  /** Digest of what determines the results, which ends the directory's name. */
  readonly hash: string;
  readonly seed: number | string;
  readonly files: readonly ManifestFile[];
}

/** What every command says of itself in its manifest. */
type CommandFacts = Pick<Manifest, 'argv' | 'hash' | 'seed'>;

/** What a command on one scenario says of itself in its manifest. */
export interface RunFacts extends CommandFacts {
  readonly scenario: string;
  readonly replicates: number;
}

/** What a command on a study says of itself in its manifest. */
export interface StudyFacts extends CommandFacts {
  readonly study: string;
  readonly points: number;
  /** Part of the study that was done here, such as `1/4`; null for all of it. */
  readonly shard: string | null;
  readonly runs: { readonly planned: number; readonly done: number; readonly failed: number };
}

/**
 * Writes `manifest.json` over all files of a directory. It reads every file for its digest. To be called last: what
 * is written after it shows as changed.
 *
 * @param rows of its tables, by file name
 * @throws the system's error when a file cannot be read or the manifest not be written
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

/**
 * Reads the manifest of a finished results directory; throws when there is none, or when it is no JSON. Its form is
 * not checked further: a caller that takes any folder asks `isResults` first.
 */
export function readManifest(directory: string): Manifest {
  return JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8')) as Manifest;
}

/**
 * Writes the manifest again with the files as they are now, after charts or pages were made again; the facts stay.
 * Rows of tables are taken from the former one, not counted anew.
 */
export function refreshManifest(directory: string): Manifest {
  const manifest = readManifest(directory);
  const rows = new Map(
    manifest.files.flatMap(file => (file.rows === undefined ? [] : [[file.path, file.rows]])),
  );
  const refreshed = { ...manifest, files: listFiles(directory, rows) };
  save(directory, refreshed);
  return refreshed;
}

/**
 * Paths of files that are no longer as the manifest says, or no longer there. Reads all of them. Files that the
 * manifest does not name do not count.
 */
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
  writeFileWhole(join(directory, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Files that exist only while a command works in a directory, and the manifest itself. */
const passing = ['manifest.json', 'manifest.json.partial', 'lock'];

/** The files below a directory, sorted by path. */
function listFiles(directory: string, rows: ReadonlyMap<string, number>): ManifestFile[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry =>
      join(entry.parentPath, entry.name)
        .slice(directory.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter(path => !passing.includes(path))
    .sort()
    .map(path => {
      const count = rows.get(path);
      return { path, ...digest(join(directory, path)), ...(count !== undefined && { rows: count }) };
    });
}

/** Digest and size of a file; read in pieces, for a table may be larger than the memory. */
function digest(path: string): { readonly sha256: string; readonly bytes: number } {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(1 << 20);
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
