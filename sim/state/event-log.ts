import type { Row } from '../measures/tables/index.ts';
import type { World } from '../scenario/index.ts';
import type { State } from './state.ts';

/** Where one day's pool of a set went, in USD at the day's price. */
export interface DayPay {
  pool: number;
  fee: number;
  operators: number;
  restakers: number;
  refunded: number;
  stuck: number;
}

/** What happened in each set since the last midnight, and the events of note not yet published. */
export interface DayBook {
  readonly joins: Int32Array;
  readonly exits: Int32Array;
  readonly ejections: Int32Array;
  readonly slashedUsd: Float64Array;
  /** Slashed stake that reached the AVS. */
  readonly redistributedUsd: Float64Array;
  readonly events: Row[];
}

/** An event of note; a set implies its AVS, and without either no AVS is concerned. */
export interface Note {
  readonly time: number;
  readonly kind:
    | 'join'
    | 'exit'
    | 'ejection'
    | 'bankruptcy'
    | 'entry'
    | 'retirement'
    | 'outage'
    | 'cluster'
    | 'offence'
    | 'veto'
    | 'slash'
    | 'slasher'
    | 'abuse'
    | 'attack'
    | 'panic'
    | 'liquidation';
  readonly avs?: number;
  readonly set?: number;
  readonly operator?: string;
  readonly usd?: number;
  readonly detail: string;
}

/** A day book with nothing in it. */
export function createDayBook(world: World): DayBook {
  const n = world.sets.length;
  return {
    joins: new Int32Array(n),
    exits: new Int32Array(n),
    ejections: new Int32Array(n),
    slashedUsd: new Float64Array(n),
    redistributedUsd: new Float64Array(n),
    events: [],
  };
}

/** Notes an event, as a row of the table `events`. */
export function note(
  book: DayBook,
  world: World,
  { time, kind, avs, set, operator, usd, detail }: Note,
): void {
  const where = set === undefined ? undefined : world.sets[set]!;
  const whose = where?.avs ?? avs;
  book.events.push({
    table: 'events',
    values: [
      time,
      kind,
      whose === undefined ? null : world.avss[whose]!.name,
      where?.name ?? null,
      operator ?? null,
      usd ?? null,
      detail,
    ],
  });
}

/** Notes an event at the time that it is, with the number of the operator if there is one. */
export type Tell = (event: Omit<Note, 'time' | 'operator'> & { readonly operator?: number }) => void;

/** Tells a book of events of a run. */
export function teller(book: DayBook, { world, operators }: State, clock: { readonly now: number }): Tell {
  return ({ operator, ...event }) =>
    note(book, world, {
      ...event,
      time: clock.now,
      ...(operator === undefined ? {} : { operator: operators[operator]!.name }),
    });
}

/** Starts a new day; unpublished events stay. */
export function clearDay(book: DayBook): void {
  book.joins.fill(0);
  book.exits.fill(0);
  book.ejections.fill(0);
  book.slashedUsd.fill(0);
  book.redistributedUsd.fill(0);
}
