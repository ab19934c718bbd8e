import { codeFrameColumns } from '@babel/code-frame';
import { printable } from './printable.ts';
import { type InputProblem, locationText, type Origin, position } from './problem.ts';

declare module '@babel/code-frame' {
  // The types that are published for the library lack this option of it.
  interface BabelCodeFrameOptions {
    /** Number of the first line that is given. */
    readonly startLine?: number;
  }
}

/** Most characters of a line that a frame shows: of a longer line the part around the origin. */
const widest = 100;

/** Most carets under an origin. */
const mostCarets = widest / 2;

/**
 * The line where an origin starts, between its neighbours, with line numbers in front and carets under the origin. Empty
 * for what is no file and for empty texts.
 */
export function codeFrame(at: Origin): string {
  if (at.source.kind !== 'file' || at.source.text === '') return '';
  const { line, col } = position(at);
  const { before, lines } = linesAround(at.source.text, at.start - col + 1);
  const cut = Math.max(0, col - mostCarets);
  const shown = lines.map(text => printable(text.slice(cut, cut + widest)));
  const own = lines[before]!;
  const carets = Math.max(1, Math.min(at.end - at.start, own.length - col + 1, mostCarets));
  const column = col - cut;
  const frame = codeFrameColumns(
    shown.join('\n'),
    { start: { line, column }, end: { line, column: column + carets } },
    { startLine: line - before, linesAbove: 1, linesBelow: 1 },
  );
  return frame.replace(/ +$/gm, '');
}

/** Most characters of a message, and of an option as typed: what they quote may be of any length. */
const longest = 500;

/** A problem as printed: location and message, code frame, help. */
export function problemText(problem: InputProblem): string {
  const shorten = (text: string) => (text.length > longest ? `${text.slice(0, longest)}...` : text);
  const place = shorten(locationText(problem.at));
  const parts = [`${place}: ${printable(shorten(problem.message))}`, codeFrame(problem.at)];
  if (problem.help !== undefined) parts.push(`  ${printable(problem.help)}`);
  return parts.filter(part => part !== '').join('\n');
}

/**
 * A line of a text with its neighbours, found without splitting the whole text, which may have millions of lines.
 *
 * @param lineStart index of the line's first character
 * @returns the lines, and how many of them stand before the one asked for: 0 or 1
 */
function linesAround(text: string, lineStart: number): { before: number; lines: string[] } {
  const endOf = (start: number): number => {
    const end = text.indexOf('\n', start);
    return end < 0 ? text.length : end;
  };
  const end = endOf(lineStart);
  const lines = [text.slice(lineStart, end)];
  const before = lineStart > 0 ? 1 : 0;
  if (before === 1) lines.unshift(text.slice(text.lastIndexOf('\n', lineStart - 2) + 1, lineStart - 1));
  if (end + 1 < text.length) lines.push(text.slice(end + 1, endOf(end + 1)));
  return { before, lines };
}
