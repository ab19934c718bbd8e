import type { OperatorId } from '../../ids.ts';
import type { FaultContext } from './fault-context.ts';

/** Which operators are up, and for how much of the day each has been. */
export interface Availability {
  /** 1 while an operator is up, `[operator]`. */
  readonly up: Uint8Array;
  /** Number of each operator's current or last outage, `[operator]`: tells an outage from a later one. */
  readonly outage: Int32Array;
  /**
   * Time that each operator was up since the last midnight, in days, as of the last `settle`, `[operator]`. At most
   * 1. Of who is up now it lacks the time since the last settlement or rise.
   */
  readonly upDays: Float64Array;
  /** Brings `upDays` up to the present, in days. */
  settle(now: number): void;
  /** Sets `upDays` to 0, for a new day. */
  clear(): void;
}

/**
 * Outages of operators. An operator is down while at least one cause holds: overlapping causes are one outage.
 * Causes are counted, not named: each `begin` needs its `end`, and only the first and the last of an outage are
 * told to the listener.
 */
export interface Outages {
  readonly availability: Availability;
  /** Adds a cause for an operator to be down. */
  begin(operator: OperatorId): void;
  /** Removes one of the causes for an operator to be down. */
  end(operator: OperatorId): void;
}

/** Outages of operators that are all up. */
export function createOutages({
  operators,
  clock,
  listener,
}: Pick<FaultContext, 'operators' | 'clock' | 'listener'>): Outages {
  const n = operators.length;
  const up = new Uint8Array(n).fill(1);
  const outage = new Int32Array(n);
  const upDays = new Float64Array(n);
  // Start, in days, of the part of an operator's time up that is not in `upDays` yet.
  const since = new Float64Array(n);
  // Number of causes for which each operator is down at present.
  const causes = new Int32Array(n);
  return {
    availability: {
      up,
      outage,
      upDays,
      settle: now => {
        for (let operator = 0; operator < n; operator++) {
          if (!up[operator]) continue;
          upDays[operator]! += now - since[operator]!;
          since[operator] = now;
        }
      },
      clear: () => {
        upDays.fill(0);
      },
    },
    begin: operator => {
      if (causes[operator]!++ > 0) return;
      upDays[operator]! += clock.now - since[operator]!;
      up[operator] = 0;
      outage[operator]!++;
      listener.down(operator);
    },
    end: operator => {
      if (--causes[operator]! > 0) return;
      since[operator] = clock.now;
      up[operator] = 1;
      listener.up(operator);
    },
  };
}
