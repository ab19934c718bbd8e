import { type Origin, type Problem, place, position } from './problem.ts';

const widest = 100;

/** The line of an origin between its neighbours, with carets under the origin; empty for options and empty texts. */
export function frame(at: Origin): string {
  if (at.source.kind === 'option' || at.source.text === '') return '';
  const { line, col } = position(at);
  const lineStart = at.start - col + 1;
  const lines = around(at.source.text, lineStart);
  const shift = Math.max(0, col - widest / 2);
  const gutter = String(line + 1).length;
  const out: string[] = [];
  for (const { offset, text } of lines) {
    const number = offset < 0 ? line - 1 : line + offset;
    out.push(
      `  ${String(number).padStart(gutter)} | ${printable(text.slice(shift, shift + widest))}`.trimEnd(),
    );
    if (offset !== 0) continue;
    const length = Math.max(1, Math.min(at.end - at.start, text.length - col + 1, widest / 2));
    out.push(`  ${' '.repeat(gutter)} | ${' '.repeat(col - 1 - shift)}${'^'.repeat(length)}`);
  }
  return out.join('\n');
}

/** A problem as printed: place and message, code frame, help. */
export function describe(problem: Problem): string {
  const parts = [`${place(problem.at)}: ${printable(problem.message)}`, frame(problem.at)];
  if (problem.help !== undefined) parts.push(`  ${printable(problem.help)}`);
  return parts.filter(part => part !== '').join('\n');
}

/** Text without control characters: a scenario must not steer the reader's terminal. */
export function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ');
}

function around(text: string, lineStart: number): { offset: number; text: string }[] {
  const until = (start: number) => {
    const end = text.indexOf('\n', start);
    return end < 0 ? text.length : end;
  };
  const end = until(lineStart);
  const lines = [{ offset: 0, text: text.slice(lineStart, end) }];
  if (lineStart > 0) {
    const previous = text.lastIndexOf('\n', lineStart - 2) + 1;
    lines.unshift({ offset: -1, text: text.slice(previous, lineStart - 1) });
  }
  if (end + 1 < text.length) lines.push({ offset: 1, text: text.slice(end + 1, until(end + 1)) });
  return lines;
}
