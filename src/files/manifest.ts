import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelVersion } from '../../sim/version.ts';
import { gitCommit, toolVersion } from './version.ts';

/** A file of a results directory, so that a reader can check it. */
interface ManifestFile {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  /** Rows under the header, of a table. */
  readonly rows?: number;
}

/** What made a results directory, and what is in it. It is written last: a directory without it is not finished. */
export interface Manifest {
  readonly tool: 'opset';
  readonly version: string;
  /** Version of the model, which with scenario and seed gives the rows. */
  readonly model: string;
  readonly git: { readonly commit: string; readonly dirty: boolean } | null;
  readonly node: string;
  readonly argv: readonly string[];
  readonly scenario: string;
  readonly hash: string;
  readonly seed: number | string;
  readonly replicates: number;
  readonly files: readonly ManifestFile[];
}

/** What a run knows of itself for its manifest. */
export type RunFacts = Pick<Manifest, 'argv' | 'scenario' | 'hash' | 'seed' | 'replicates'>;

/** Writes `manifest.json` over all files of a directory; `rows` are the rows of its tables by file name. */
export function writeManifest(
  directory: string,
  facts: RunFacts,
  rows: ReadonlyMap<string, number>,
): Manifest {
  const manifest: Manifest = {
    tool: 'opset',
    version: toolVersion(),
    model: modelVersion,
    git: gitCommit(),
    node: process.version,
    ...facts,
    files: listFiles(directory, rows),
  };
  save(directory, manifest);
  return manifest;
}

/** Reads the manifest of a finished results directory; throws when there is none. */
function readManifest(directory: string): Manifest {
  return JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8')) as Manifest;
}

/** Brings the list of files up to date after pictures or pages were made again. */
export function refreshManifest(directory: string): Manifest {
  const manifest = readManifest(directory);
  const rows = new Map(
    manifest.files.flatMap(file => (file.rows === undefined ? [] : [[file.path, file.rows]])),
  );
  const refreshed = { ...manifest, files: listFiles(directory, rows) };
  save(directory, refreshed);
  return refreshed;
}

function save(directory: string, manifest: Manifest): void {
  writeFileSync(join(directory, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

function listFiles(directory: string, rows: ReadonlyMap<string, number>): ManifestFile[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry =>
      join(entry.parentPath, entry.name)
        .slice(directory.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter(path => path !== 'manifest.json')
    .sort()
    .map(path => {
      const content = readFileSync(join(directory, path));
      const sha256 = createHash('sha256').update(content).digest('hex');
      const count = rows.get(path);
      return { path, sha256, bytes: content.length, ...(count !== undefined && { rows: count }) };
    });
}
