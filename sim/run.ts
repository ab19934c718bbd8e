import type { Clock } from './engine/index.ts';
import type { Row } from './measures/tables/index.ts';
import type { State } from './state/state.ts';

/** A run under way: pull its rows, in one pass, and stop whenever you like. */
export interface Run extends Iterable<Row> {
  /** The rows as they come: of the start, of each day (it may have none) and of the end. One pass with the rows. */
  readonly parts: Iterable<readonly Row[]>;
  /** Part of the horizon that is done, from 0 to 1. */
  readonly progress: number;
  /** Events processed so far. */
  readonly events: number;
  /** The chain as it is now, with its people and prices: to look at, never to write to. */
  readonly state: State;
}

/** The run that a clock drives; a class, since V8 keeps alive what the getters of a literal made anew refer to. */
export class RunUnderWay implements Run {
  readonly state: State;
  readonly parts: Generator<readonly Row[]>;
  readonly #rows: Generator<Row>;
  readonly #clock: Clock;
  readonly #days: number;

  constructor(state: State, parts: Generator<readonly Row[]>, clock: Clock, days: number) {
    this.state = state;
    this.parts = parts;
    this.#rows = each(parts);
    this.#clock = clock;
    this.#days = days;
  }

  get progress(): number {
    return Math.min(1, this.#clock.now / this.#days);
  }

  get events(): number {
    return this.#clock.processed;
  }

  [Symbol.iterator](): Generator<Row> {
    return this.#rows;
  }
}

function* each(parts: Iterable<readonly Row[]>): Generator<Row> {
  for (const rows of parts) yield* rows;
}
