import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { progressText, startProgress } from '../../src/cli/progress.ts';
import { say } from '../../src/cli/terminal.ts';

describe('the progress line', () => {
  it('says the rate and the time left', () => {
    const work = { fraction: 0.25, part: 'replicate 1 of 4', seconds: 10, total: 400, unit: 'days' };
    expect(progressText(work)).toBe(' 25%  replicate 1 of 4  10 days/s  30 s left');
    const half = { fraction: 0.5, part: 'x', seconds: 90, total: 90, unit: 'days' };
    expect(progressText(half)).toBe(' 50%  x  0.5 days/s  1 min 30 s left');
    expect(progressText({ ...half, fraction: 0, seconds: 0 })).toBe('  0%  x');
  });
});

describe('a progress line on a terminal', () => {
  const { isTTY } = process.stderr;
  let written = '';
  const erase = '\r\x1b[K';

  /** Has stderr be a terminal, or not, of a program that runs for people or for CI. */
  const terminal = (isTerminal: boolean, env: Readonly<Record<string, string | undefined>> = {}) => {
    process.stderr.isTTY = isTerminal;
    for (const [name, value] of Object.entries({ TERM: 'xterm', NO_COLOR: '1', CI: undefined, ...env }))
      vi.stubEnv(name, value);
  };
  beforeEach(() => {
    written = '';
    vi.useFakeTimers({ toFake: ['performance'] });
    vi.spyOn(process.stderr, 'write').mockImplementation(text => {
      written += String(text);
      return true;
    });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
    process.stderr.isTTY = isTTY;
  });

  /** Shows a progress of runs, a second after its start. */
  const shown = (quiet = false) => {
    const progress = startProgress(10, 'runs', quiet);
    vi.advanceTimersByTime(1_000);
    progress.show(0.5, 'run 5 of 10');
    return progress;
  };

  it('is drawn in place, at most ten times a second, and is gone once cleared', () => {
    terminal(true);
    const progress = shown();
    progress.show(0.6, 'run 6 of 10');
    vi.advanceTimersByTime(1_000);
    progress.show(0.8, 'run 8 of 10');
    progress.clear();
    expect(written.split(erase)).toEqual([
      '',
      ' 50%  run 5 of 10  5 runs/s  1 s left',
      ' 80%  run 8 of 10  4 runs/s  1 s left',
      '',
    ]);
  });

  it('gives way to what is said meanwhile, such as that the work was interrupted', () => {
    terminal(true);
    const progress = shown();
    say('interrupted');
    progress.clear();
    expect(written.endsWith(`left${erase}interrupted\n`)).toBe(true);
  });

  it.each([
    ['without a terminal', false, {}, false],
    ['on a terminal that cannot move its cursor', true, { TERM: 'dumb' }, false],
    ['where CI records it', true, { CI: 'true' }, false],
    ['when it is to be quiet', true, {}, true],
  ])('is not drawn %s', (_, isTerminal, env, quiet) => {
    terminal(isTerminal, env);
    shown(quiet).clear();
    expect(written).toBe('');
  });
});
