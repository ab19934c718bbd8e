import { eraseLine, isLive, redrawLine } from './terminal.ts';

/** A line that says how far a command is, redrawn in place; nothing where nobody watches. */
export interface Progress {
  /** Shows a fraction done of all the work, and the name of the part in hand. */
  show(fraction: number, part: string): void;
  /** Removes the line. */
  clear(): void;
}

const silent: Progress = { show() {}, clear() {} };

/** How often the line is redrawn at most, in milliseconds. */
const redrawMs = 100;

/**
 * Starts a progress line. It draws nothing where stderr is no terminal, under a CI, and where `quiet` asks for that.
 *
 * @param total amount of all the work, in `unit`
 * @param unit what work is counted in, such as `days`, for the rate
 */
export function startProgress(total: number, unit: string, quiet: boolean): Progress {
  if (quiet || !isLive()) return silent;
  const start = performance.now();
  let drawn = 0;
  return {
    show(fraction, part) {
      const now = performance.now();
      if (now - drawn < redrawMs) return;
      drawn = now;
      redrawLine(progressText({ fraction, part, seconds: (now - start) / 1_000, total, unit }));
    },
    clear: eraseLine,
  };
}

/** How far work is. */
interface WorkDone {
  /** Part of all the work that is done, from 0 to 1. */
  readonly fraction: number;
  /** Name of the part in hand. */
  readonly part: string;
  /** How long the work has taken so far. */
  readonly seconds: number;
  /** Amount of all the work, in `unit`. */
  readonly total: number;
  readonly unit: string;
}

/**
 * Text of a progress line: percent, part, rate and time left, as if the rest went as fast as what is done. Rate and
 * time left are missing before anything is done.
 */
export function progressText({ fraction, part, seconds, total, unit }: WorkDone): string {
  const percent = `${Math.floor(fraction * 100)}%`.padStart(4);
  if (fraction <= 0 || seconds <= 0) return `${percent}  ${part}`;
  const rate = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 }).format(
    (fraction * total) / seconds,
  );
  const left = seconds * (1 / fraction - 1);
  return `${percent}  ${part}  ${rate} ${unit}/s  ${durationText(left)} left`;
}

/** A number of seconds for people, rounded up, such as `3 min 20 s`. */
export function durationText(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
