import { isLive, styled } from './terminal.ts';

/** A line that says how far a command is, redrawn in place; nothing where nobody watches. */
export interface Progress {
  /** Shows a fraction done of all the work, and the name of the part in hand. */
  show(fraction: number, part: string): void;
  /** Removes the line. */
  clear(): void;
}

const silent: Progress = { show() {}, clear() {} };

/** Starts a progress line for work of a total amount in a unit (such as days), for rates. */
export function startProgress(total: number, unit: string, quiet: boolean): Progress {
  if (quiet || !isLive()) return silent;
  const start = performance.now();
  let drawn = 0;
  return {
    show(fraction, part) {
      const now = performance.now();
      if (now - drawn < 100) return;
      drawn = now;
      const seconds = (now - start) / 1_000;
      const text = progressText(fraction, part, seconds, total, unit);
      process.stderr.write(`\r\x1b[K${styled('dim', text.slice(0, (process.stderr.columns || 80) - 1))}`);
    },
    clear() {
      if (drawn > 0) process.stderr.write('\r\x1b[K');
    },
  };
}

/** Text of a progress line: percent, part, rate and time left after some seconds of work. */
export function progressText(
  fraction: number,
  part: string,
  seconds: number,
  total: number,
  unit: string,
): string {
  const percent = `${Math.floor(fraction * 100)}%`.padStart(4);
  if (fraction <= 0 || seconds <= 0) return `${percent}  ${part}`;
  const rate = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 }).format(
    (fraction * total) / seconds,
  );
  const left = seconds * (1 / fraction - 1);
  return `${percent}  ${part}  ${rate} ${unit}/s  ${durationText(left)} left`;
}

/** Seconds for people, such as `3 min 20 s`. */
export function durationText(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
