import type { Clock, Streams } from '../engine/index.ts';
import type { State } from '../state/state.ts';
import type { Emit } from './signals.ts';

/** What every process of a run acts on. */
export interface ProcessContext {
  readonly state: State;
  readonly clock: Clock;
  readonly streams: Streams;
  readonly emit: Emit;
}
