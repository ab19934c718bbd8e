import type { Clock } from './engine/index.ts';
import type { Row } from './measures/tables/index.ts';
import type { State } from './state/state.ts';

/** A run under way: it goes on as its rows are pulled, in one pass, and ends when nobody pulls any more. */
export interface Run extends Iterable<Row> {
  /** The rows in portions: of the start, of each day (there may be none) and of the end. The same pass as the rows. */
  readonly parts: Iterable<readonly Row[]>;
  /** Part of the horizon that is done, from 0 to 1. */
  readonly progress: number;
  /** Events that the clock processed so far. */
  readonly events: number;
  /** The chain, the prices and the published terms as they are now: to read, never to write. */
  readonly state: State;
  /** Where the stake stands now, as rows of the table `flows`, whether or not the run yields them today. */
  readonly flows: readonly Row[];
}

/** What a run is made of. */
interface RunParts {
  readonly state: State;
  readonly parts: Generator<readonly Row[]>;
  readonly clock: Clock;
  /** Length of the run. */
  readonly days: number;
  /** Rows of where the stake stands now, under a day. */
  readonly flows: (day: number) => readonly Row[];
}

/** The run that a clock drives. A class, since V8 keeps alive all that the getters of an object literal refer to. */
export class RunUnderWay implements Run {
  readonly state: State;
  readonly parts: Generator<readonly Row[]>;
  readonly #rows: Generator<Row>;
  readonly #clock: Clock;
  readonly #days: number;
  readonly #flows: (day: number) => readonly Row[];

  constructor({ state, parts, clock, days, flows }: RunParts) {
    this.state = state;
    this.parts = parts;
    this.#rows = each(parts);
    this.#clock = clock;
    this.#days = days;
    this.#flows = flows;
  }

  get progress(): number {
    return Math.min(1, this.#clock.now / this.#days);
  }

  get events(): number {
    return this.#clock.processed;
  }

  get flows(): readonly Row[] {
    return this.#flows(this.#clock.now);
  }

  [Symbol.iterator](): Generator<Row> {
    return this.#rows;
  }
}

function* each(parts: Iterable<readonly Row[]>): Generator<Row> {
  for (const rows of parts) yield* rows;
}
