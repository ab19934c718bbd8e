import { isAbsolute, join } from 'node:path';
import { EnvironmentError } from './environment-error.ts';
import { readText } from './read-text.ts';

/** A file of a results directory, with what a reader can check it by. */
export interface ManifestFile {
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
  /** The verb and its arguments, without passwords. */
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

/** Largest manifest, in bytes: it has some hundred for each file. */
const largestBytes = 10_000_000;

/**
 * Reads the manifest of a finished results directory.
 *
 * @throws EnvironmentError when there is none, or when it is none of this tool
 */
export function readManifest(directory: string): Manifest {
  const path = join(directory, 'manifest.json');
  const read = readText(path, largestBytes, path);
  if (read.text === undefined) throw new EnvironmentError(read.message, read.help);
  const manifest = parseManifest(read.text);
  if (manifest !== undefined) return manifest;
  throw new EnvironmentError(
    `invalid manifest: ${path} is none that opset wrote`,
    'give the command that made the results again',
  );
}

/** Whether a folder is a finished results directory of this tool. */
export function isResults(directory: string): boolean {
  const path = join(directory, 'manifest.json');
  const { text } = readText(path, largestBytes, path);
  return text !== undefined && parseManifest(text) !== undefined;
}

/** A manifest of this tool, or undefined where the text is none, or names files outside its directory. */
function parseManifest(text: string): Manifest | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { tool, argv, files } = (value ?? {}) as Partial<Manifest>;
  const isList = (list: unknown): list is readonly unknown[] => Array.isArray(list);
  if (tool !== 'opset' || !isList(argv) || !isList(files)) return undefined;
  const areWords = argv.every(word => typeof word === 'string');
  const areInside = (files as readonly Partial<ManifestFile>[]).every(
    file => typeof file?.path === 'string' && !isAbsolute(file.path) && !file.path.split('/').includes('..'),
  );
  return areWords && areInside ? (value as Manifest) : undefined;
}
