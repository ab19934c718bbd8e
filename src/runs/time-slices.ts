import { setImmediate } from 'node:timers/promises';

/** How long a computation runs before signals, messages and drawing get their turn, in milliseconds. */
const SLICE_MS = 40;

/** The slices of a long computation, between which the process attends to whatever else waits. */
export interface TimeSlices {
  /** Whether the present slice has lasted its time. */
  isOver(): boolean;
  /** Resolves once the process has attended to signals, messages and timers that are due; the next slice begins. */
  next(): Promise<void>;
}

/**
 * Divides a computation into slices of 40 ms, the first of which begins now: short enough that Ctrl-C and progress
 * feel immediate, long enough that the turns cost nothing.
 */
export function startTimeSlices(): TimeSlices {
  let begun = performance.now();
  return {
    isOver: () => performance.now() - begun >= SLICE_MS,
    async next() {
      await setImmediate();
      begun = performance.now();
    },
  };
}
