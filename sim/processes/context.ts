import type { Clock, Streams } from '../engine/index.ts';
import type { State } from '../state/state.ts';
import type { Emit } from './signals.ts';

/**
 * What every process of a run acts on. What happens in one it tells others by `emit`; `reactions.ts` says who
 * reacts.
 */
export interface ProcessContext {
  readonly state: State;
  readonly clock: Clock;
  /** Randomness by purpose: each process names streams of its own. */
  readonly streams: Streams;
  /** Tells those outside the process what happened in it. */
  readonly emit: Emit;
}
