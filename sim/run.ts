import type { Clock } from './engine/index.ts';
import type { Row } from './measures/tables/index.ts';
import type { State } from './state/state.ts';

/**
 * A run under way: it goes on as its rows are pulled, in one pass, and ends when nobody pulls any more. Nothing
 * runs ahead of whoever pulls: a page may pause it, or drop it, at no cost. What the model throws during the run
 * comes out of the iterator.
 */
export interface Run extends Iterable<Row> {
  /**
   * The rows in portions: of the start, of each day (there may be none) and of the end. The same pass as the rows.
   * Whoever pulls from both gets each row once, from the one or the other.
   */
  readonly parts: Iterable<readonly Row[]>;
  /**
   * The parts, and before that of a day undefined as often as the day stands still: whoever pulls these can see to
   * something else however much happens in a day. The same pass as the rows.
   */
  readonly slices: Iterable<readonly Row[] | undefined>;
  /** Part of the horizon that is done, from 0 to 1. */
  readonly progress: number;
  /** Events that the clock processed so far. */
  readonly events: number;
  /** The chain, the prices and the published terms as they are now: to read, never to write. */
  readonly state: State;
  /**
   * Where the stake stands now, as rows of the table `flows`, whether or not the run yields them today. Made anew
   * at each reading, at a cost of operators x (cohorts x strategies + memberships); their day is the present.
   */
  readonly flows: readonly Row[];
}

/** What a run is made of. */
interface RunParts {
  readonly state: State;
  readonly slices: Generator<readonly Row[] | undefined>;
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
  readonly slices: Generator<readonly Row[] | undefined>;
  readonly #rows: Generator<Row>;
  readonly #clock: Clock;
  readonly #days: number;
  readonly #flows: (day: number) => readonly Row[];

  constructor({ state, slices, clock, days, flows }: RunParts) {
    this.state = state;
    this.slices = slices;
    this.parts = whole(slices);
    this.#rows = each(this.parts);
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

/** Rows of portions, one by one. To end it early ends the portions too, and so the run. */
function* each(parts: Iterable<readonly Row[]>): Generator<Row> {
  for (const rows of parts) yield* rows;
}

function* whole(slices: Iterable<readonly Row[] | undefined>): Generator<readonly Row[]> {
  for (const rows of slices) if (rows !== undefined) yield rows;
}
