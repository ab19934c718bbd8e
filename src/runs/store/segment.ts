import {
  closeSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { EnvironmentError } from '../../results/environment-error.ts';
import { type CompletedRun, type FinishedRun, sha256 } from '../job.ts';
import { type MeasureSchema, type MeasureTuple, schemaOf, tupleOf } from '../run-measure.ts';

/** A run in a segment: its key, the byte where its line starts, and whether it is one that failed. */
export interface SegmentEntry {
  readonly key: string;
  readonly offset: number;
  readonly failed: boolean;
}

/**
 * A line of a segment: a legend, which is a list of measures under a digest; or a run that has values for those of a
 * legend; or a run that failed.
 */
type SegmentLine =
  | { readonly legend: string; readonly measures: readonly MeasureTuple[] }
  | {
      readonly done: string;
      readonly seed: number | string;
      readonly legend: string;
      readonly values: readonly (number | null)[];
      readonly rows?: NonNullable<CompletedRun['rows']>;
    }
  | { readonly failed: string; readonly seed: number | string; readonly error: string };

/**
 * The text of a segment: a line for each run, and before the first run that needs it a line with its list of
 * measures. Empty without runs. The first field of a line is its kind and its key, without spaces:
 * {@link readSegment} finds them there without parsing the values.
 */
export function segmentText(runs: Iterable<FinishedRun>): string {
  const legends = new Map<readonly MeasureSchema[], string>();
  const written = new Set<string>();
  const lines: SegmentLine[] = [];
  for (const run of runs) {
    if ('error' in run) {
      lines.push({ failed: run.key, seed: run.seed, error: run.error });
      continue;
    }
    const { key, seed, values, rows } = run;
    let legend = legends.get(run.measures);
    if (legend === undefined) {
      const tuples = run.measures.map(tupleOf);
      legend = sha256(JSON.stringify(tuples)).slice(0, 16);
      legends.set(run.measures, legend);
      if (!written.has(legend)) lines.push({ legend, measures: tuples });
      written.add(legend);
    }
    lines.push({ done: key, seed, legend, values, ...(rows && { rows }) });
  }
  return lines.map(line => `${JSON.stringify(line)}\n`).join('');
}

/**
 * Writes a segment, named after the digest of its text: under another name first, so that it is there whole or not
 * at all, and with fsync, so that it survives a crash of the machine.
 *
 * @returns the name of its file in the folder
 * @throws the system's error where it cannot be written; no draft is left behind
 */
export function writeSegment(folder: string, text: string): string {
  const name = `${sha256(text).slice(0, 32)}.jsonl`;
  const draft = join(folder, `.${name}.${process.pid}`);
  try {
    const file = openSync(draft, 'w');
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, join(folder, name));
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  return name;
}

/** Names of the segments of a folder, sorted. Throws EnvironmentError where it is none, or one of them is no file. */
export function segmentNames(folder: string): string[] {
  const other = (path: string, what: string) =>
    new EnvironmentError(
      `invalid store of runs: ${path} is not a ${what}`,
      'remove it: its runs are done again',
    );
  if (!statSync(folder).isDirectory()) throw other(folder, 'folder');
  const names = readdirSync(folder).filter(name => /^[0-9a-f]{32}\.jsonl$/.test(name));
  for (const name of names) {
    const path = join(folder, name);
    if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) throw other(path, 'regular file');
  }
  return names.sort();
}

/**
 * Reads which runs are in a segment and adds its lists of measures to `legends`, by digest; undefined where its text
 * does not have the digest in its name. It reads the whole file for its digest, and parses only lists of measures
 * that are new.
 */
export function readSegment(
  folder: string,
  name: string,
  legends: Map<string, readonly MeasureSchema[]>,
): SegmentEntry[] | undefined {
  const bytes = readFileSync(join(folder, name));
  if (sha256(bytes).slice(0, 32) !== name.slice(0, 32)) return undefined;
  const entries: SegmentEntry[] = [];
  for (let offset = 0; offset < bytes.length; ) {
    const end = bytes.indexOf(10, offset);
    const head = bytes.toString('latin1', offset, offset + 80);
    const [, kind, key] = /^\{"(done|failed|legend)":"([0-9a-f]+)"/.exec(head) ?? [];
    if (kind === 'legend') {
      if (!legends.has(key!)) {
        const { measures } = JSON.parse(bytes.toString('utf8', offset, end)) as { measures: MeasureTuple[] };
        legends.set(key!, measures.map(schemaOf));
      }
    } else if (key !== undefined) entries.push({ key, offset, failed: kind === 'failed' });
    offset = end + 1;
  }
  return entries;
}

/**
 * A function that reads the run at a byte of a segment; it reads 256 kB at a time, so that runs in order cost few
 * accesses to the disk. It throws where the segment is no longer as it was indexed. One reader has one buffer: it is
 * for use in one place.
 */
export function createSegmentReader(
  folder: string,
  legends: ReadonlyMap<string, readonly MeasureSchema[]>,
): (name: string, offset: number) => FinishedRun {
  const buffer = { name: '', start: 0, bytes: Buffer.alloc(0) };
  const fill = (name: string, start: number, length: number): void => {
    const file = openSync(join(folder, name), 'r');
    try {
      const bytes = Buffer.allocUnsafe(length);
      Object.assign(buffer, {
        name,
        start,
        bytes: bytes.subarray(0, readSync(file, bytes, 0, length, start)),
      });
    } finally {
      closeSync(file);
    }
  };
  return (name, offset) => {
    const lineEnd = (): number =>
      buffer.name === name && offset >= buffer.start ? buffer.bytes.indexOf(10, offset - buffer.start) : -1;
    let end = lineEnd();
    for (let length = 1 << 18; end < 0; length *= 2) {
      fill(name, offset, length);
      end = lineEnd();
      if (end < 0 && buffer.bytes.length < length) throw new Error(`invalid segment: ${name} has changed`);
    }
    const line = JSON.parse(buffer.bytes.toString('utf8', offset - buffer.start, end)) as SegmentLine;
    if ('failed' in line) return { key: line.failed, seed: line.seed, error: line.error };
    if (!('done' in line)) throw new Error(`invalid segment: ${name} has no run at ${offset}`);
    const { done, seed, legend, values, rows } = line;
    return { key: done, seed, measures: legends.get(legend)!, values, ...(rows && { rows }) };
  };
}
