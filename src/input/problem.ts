import { relative } from 'node:path';

/** A text that somebody wrote: a file, an option of the command line, or what another program sends. */
export interface Source {
  readonly kind: 'file' | 'option' | 'request';
  /** Absolute path of a file, the option as typed, or what of the request it is. */
  readonly name: string;
  readonly text: string;
}

/** A part of a source, as indices of its characters (UTF-16 units). */
export interface Origin {
  readonly source: Source;
  readonly start: number;
  /** Index behind the last character. */
  readonly end: number;
}

/** Something wrong with the input: where it was written, what is wrong, and what to do about it. */
export interface InputProblem {
  readonly at: Origin;
  readonly message: string;
  readonly help?: string;
}

/** What reading an input gives: its value and what to warn of, or every problem found in it. */
export type Reading<T> =
  | { readonly ok: true; readonly value: T; readonly warnings?: readonly InputProblem[] }
  | { readonly ok: false; readonly problems: readonly InputProblem[] };

/** A place in a text. */
export interface Position {
  /** Number of the line, from 1. */
  readonly line: number;
  /** Number of the character in the line, from 1. */
  readonly col: number;
}

/** Origin that stands for a whole source, for problems that have no better place. */
export function wholeSource(source: Source): Origin {
  return { source, start: 0, end: 0 };
}

/** Index of the first character of each line, by source. Kept, for a bad file can have as many problems as lines. */
const lineStarts = new WeakMap<Source, readonly number[]>();

/** Line and column where an origin starts. */
export function position({ source, start }: Origin): Position {
  let starts = lineStarts.get(source);
  if (starts === undefined) {
    starts = [0, ...Array.from(source.text.matchAll(/\n/g), ({ index }) => index + 1)];
    lineStarts.set(source, starts);
  }
  let line = 0;
  for (let end = starts.length; end - line > 1; ) {
    const middle = (line + end) >> 1;
    if (starts[middle]! <= start) line = middle;
    else end = middle;
  }
  return { line: line + 1, col: start - starts[line]! + 1 };
}

/**
 * A path as a person in a folder would type it: relative to the folder or absolute, whichever is shorter.
 *
 * @param path an absolute path
 */
export function displayPath(path: string, cwd: string = process.cwd()): string {
  const fromHere = relative(cwd, path) || '.';
  return fromHere.length < path.length ? fromHere : path;
}

/** Where an origin is, as text: `file:line:col`, or the name of a source that is no file. */
export function locationText(at: Origin): string {
  if (at.source.kind !== 'file') return at.source.name;
  const { line, col } = position(at);
  return `${displayPath(at.source.name)}:${line}:${col}`;
}

/** Problems in the order of their sources, then of their places there; each is listed once. */
export function sortProblems(problems: readonly InputProblem[]): InputProblem[] {
  const order = new Map<string, number>();
  for (const { at } of problems) if (!order.has(at.source.name)) order.set(at.source.name, order.size);
  const seen = new Set<string>();
  return problems
    .filter(({ at, message }) => {
      const key = `${at.source.name}\n${at.start}\n${message}`;
      return !seen.has(key) && seen.add(key);
    })
    .sort((a, b) => order.get(a.at.source.name)! - order.get(b.at.source.name)! || a.at.start - b.at.start);
}
