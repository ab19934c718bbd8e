import { describe, expect, it } from 'vitest';
import { codeFrame, problemText } from '../../src/input/code-frame.ts';
import { printable } from '../../src/input/printable.ts';
import type { Source } from '../../src/input/problem.ts';

const source = (text: string): Source => ({ kind: 'file', name: '/s.yaml', text });

/** The frame of a part of a text. */
function frameOf(text: string, part: string): string[] {
  const start = text.indexOf(part);
  return codeFrame({ source: source(text), start, end: start + part.length }).split('\n');
}

describe('a code frame', () => {
  it('shows the line between its neighbours with carets under the value', () => {
    expect(frameOf('a: 1\nb: xyz\nc: 3\nd: 4\n', 'xyz')).toEqual([
      '  1 | a: 1',
      '> 2 | b: xyz',
      '    |    ^^^',
      '  3 | c: 3',
    ]);
  });

  it('keeps its carets in place at the edges of the text', () => {
    expect(codeFrame({ source: source('a'), start: 0, end: 1 })).toBe('> 1 | a\n    | ^');
    expect(codeFrame({ source: source('\nb'), start: 1, end: 2 })).toBe('  1 |\n> 2 | b\n    | ^');
    expect(codeFrame({ source: source('a: \n'), start: 3, end: 3 })).toBe('> 1 | a:\n    |    ^');
    expect(codeFrame({ source: source(''), start: 0, end: 0 })).toBe('');
  });

  it('has carets on the first line alone of a value of several', () => {
    expect(frameOf('a:\n  - x\n  - y\n', 'x\n  - y')).toEqual([
      '  1 | a:',
      '> 2 |   - x',
      '    |     ^',
      '  3 |   - y',
    ]);
  });

  it('aligns line numbers of different lengths', () => {
    const text = Array.from({ length: 10 }, (_, i) => `k${i}: 1`).join('\n');
    expect(frameOf(text, 'k8')).toEqual(['   8 | k7: 1', '>  9 | k8: 1', '     | ^^', '  10 | k9: 1']);
  });

  it('cuts a long line around the value', () => {
    const [shown, carets] = frameOf(`${'a'.repeat(5_000)}!${'b'.repeat(5_000)}`, '!');
    expect(shown!.length).toBeLessThan(120);
    expect(shown![carets!.indexOf('^')]).toBe('!');
  });

  it('keeps its lines and carets whatever else a terminal or an editor takes for a tab or a new line', () => {
    expect(frameOf('a: 1\r\nb:\t"\u2028\x1b[2J" # \r x\r\nc: 3', '# ')).toEqual([
      '  1 | a: 1',
      '> 2 | b: "  [2J" #   x',
      '    |            ^^',
      '  3 | c: 3',
    ]);
  });
});

describe('a problem', () => {
  it('is printed with its place, its frame and its help', () => {
    const at = { source: source('a: 1\n'), start: 0, end: 1 };
    const text = problemText({ at, message: 'unknown key: a', help: 'did you mean `b`?' });
    expect(text.split('\n').slice(1)).toEqual(['> 1 | a: 1', '    | ^', '  did you mean `b`?']);
    expect(text).toMatch(/s\.yaml:1:1: unknown key: a\n/);
  });

  it('cannot steer the terminal, begin a line of its own, or turn the direction of reading', () => {
    expect(printable('a\x1b[2Jb\rc')).toBe('a [2Jb c');
    expect(printable('a\u2028b\u202Ec\u2066d')).toBe('a b c d');
    expect(printable('é 測 👍')).toBe('é 測 👍');
  });
});
