import { describe, expect, it } from 'vitest';
import { describe as describeProblem, frame, printable } from '../../src/input/code-frame.ts';
import type { Source } from '../../src/input/problem.ts';

const source = (text: string): Source => ({ kind: 'file', name: '/s.yaml', text });

describe('a code frame', () => {
  it('shows the line between its neighbours with carets under the value', () => {
    const text = 'a: 1\nb: xyz\nc: 3\nd: 4\n';
    expect(frame({ source: source(text), start: 8, end: 11 })).toBe(
      ['  1 | a: 1', '  2 | b: xyz', '    |    ^^^', '  3 | c: 3'].join('\n'),
    );
  });

  it('keeps its carets in place at the edges of the text', () => {
    expect(frame({ source: source('a'), start: 0, end: 1 })).toBe('  1 | a\n    | ^');
    expect(frame({ source: source(''), start: 0, end: 0 })).toBe('');
  });

  it('aligns line numbers of different lengths', () => {
    const text = Array.from({ length: 10 }, (_, i) => `k${i}: 1`).join('\n');
    const start = text.indexOf('k8');
    expect(frame({ source: source(text), start, end: start + 2 })).toBe(
      ['   8 | k7: 1', '   9 | k8: 1', '     | ^^', '  10 | k9: 1'].join('\n'),
    );
  });

  it('cuts a long line around the value', () => {
    const text = `${'a'.repeat(5_000)}!${'b'.repeat(5_000)}`;
    const [shown, carets] = frame({ source: source(text), start: 5_000, end: 5_001 }).split('\n');
    expect(shown!.length).toBeLessThan(120);
    expect(shown![carets!.indexOf('^')]).toBe('!');
  });
});

describe('a problem', () => {
  it('is printed with its place, its frame and its help', () => {
    const at = { source: source('a: 1\n'), start: 0, end: 1 };
    const text = describeProblem({ at, message: 'unknown key: a', help: 'did you mean `b`?' });
    expect(text.split('\n').slice(1)).toEqual(['  1 | a: 1', '    | ^', '  did you mean `b`?']);
    expect(text).toMatch(/s\.yaml:1:1: unknown key: a\n/);
  });

  it('cannot steer the terminal', () => {
    expect(printable('a\x1b[2Jb\rc')).toBe('a [2Jb c');
  });
});
