import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from './manifest.ts';
import { changedFiles } from './write-manifest.ts';

/** The byte that ends a line. */
const newline = 10;

/**
 * What is wrong with the tables of a results directory, such as `summary.csv is missing`: tables that are gone, end
 * within a line, or have fewer rows than the manifest says. Values that people changed by hand are no damage. Rows
 * are counted by lines, and only in tables whose digest is not that of the manifest: a cell of several lines counts
 * as several, so that missing rows may go unseen, but a whole table is never called damaged.
 */
export function damagedTables(directory: string, manifest: Manifest): string[] {
  const files = manifest.files.filter(({ path, rows }) => rows !== undefined && path.endsWith('.csv'));
  const changed = new Set(changedFiles(directory, { ...manifest, files }));
  return files.flatMap(({ path, rows = 0 }) => {
    if (!changed.has(path)) return [];
    const found = countLines(join(directory, path));
    if (found === undefined) return [`${path} is missing`];
    if (!found.isEnded) return [`${path} ends within a line`];
    const left = Math.max(0, found.lines - 1);
    return left < rows ? [`${path} has ${left} of ${rows} rows`] : [];
  });
}

/** Lines of a file, read in pieces, for tables may be larger than the memory; undefined where there is none to read. */
function countLines(path: string): { readonly lines: number; readonly isEnded: boolean } | undefined {
  const piece = Buffer.allocUnsafe(1 << 20);
  let lines = 0;
  let last = newline;
  let file: number | undefined;
  try {
    // A device or a pipe may have no end.
    if (!statSync(path).isFile()) return undefined;
    file = openSync(path, 'r');
    for (let count = readSync(file, piece); count > 0; count = readSync(file, piece)) {
      for (let index = 0; index < count; index++) if (piece[index] === newline) lines++;
      last = piece[count - 1]!;
    }
    return { lines, isEnded: last === newline };
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
