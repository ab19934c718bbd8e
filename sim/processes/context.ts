import type { Clock, Streams } from '../engine/index.ts';
import type { State } from '../state/state.ts';
import type { Emit } from './signals.ts';

/** What every process of a run acts on. */
export interface ProcessContext {
  readonly state: State;
  readonly clock: Clock;
  /** Randomness by purpose: each process names streams of its own. */
  readonly streams: Streams;
  /** Tells those outside the process what happened in it. */
  readonly emit: Emit;
}
