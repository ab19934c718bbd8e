import { LimitExceeded } from './limit-exceeded.ts';
import { EventQueue } from './queue.ts';

/**
 * Action of a kind of event.
 *
 * @param subject whom the event concerns: a dense id, an int32
 * @param detail any number that was given with the event
 */
export type Handler = (subject: number, detail: number) => void;

/**
 * Most events between two times that `runUntil` reaches, a day apart in a run: thirty times what the largest worlds need, and few
 * enough that a run in which something happens without end says so within minutes.
 */
export const mostEventsPerDay = 20_000_000;

/** Events that are looked at to tell which kind happens too often. */
const eventsLookedAt = 10_000;

/**
 * Simulated clock, in days, and its event loop. Events are processed in the total order (time, priority, sequence of
 * scheduling), which depends on the calls alone: it is the same on every machine.
 */
export class Clock {
  /** Present time, in days. */
  now = 0;
  /** Events processed so far. */
  processed = 0;
  #stopped = false;
  /** Events processed at which a time that is run to counts as never reached. */
  #budget = mostEventsPerDay;
  readonly #queue = new EventQueue();
  readonly #names: string[] = [];
  readonly #handlers: Handler[] = [];

  /** Number of events scheduled and neither processed nor cancelled. */
  get pending(): number {
    return this.#queue.size;
  }

  /**
   * Registers a kind of event and returns its number. Numbers count from 0 in the order of registration. The name
   * serves errors alone.
   *
   * @throws Error if the name is taken
   */
  kind(name: string, handler: Handler): number {
    if (this.#names.includes(name)) throw new Error(`duplicate event kind: ${name}; register each name once`);
    this.#handlers.push(handler);
    return this.#names.push(name) - 1;
  }

  /**
   * Schedules an event and returns its handle, a positive number that `cancel` takes. Five arguments instead of one
   * object: an object for each event takes 5 to 10 % more time on PHOLD (`bench/phold.mjs`).
   *
   * @param time in days, finite and not before `now`
   * @param priority integer in 0..255; at one instant the lower goes first (see `priority`)
   * @param kind number that `kind` returned
   * @param subject int32 that the handler is given
   * @param detail number that the handler is given
   * @throws Error if an argument is out of its range
   */
  at(time: number, priority: number, kind: number, subject: number, detail = 0): number {
    if (
      !(time >= this.now && time < Number.POSITIVE_INFINITY) ||
      (priority & 255) !== priority ||
      kind >>> 0 !== kind ||
      kind >= this.#handlers.length ||
      (subject | 0) !== subject
    ) {
      this.#refuse(time, priority, kind, subject);
    }
    return this.#queue.push(time, priority, kind, subject, detail);
  }

  /** Schedules an event `delay` days from now; other arguments, result and errors as of `at`. */
  after(delay: number, priority: number, kind: number, subject: number, detail = 0): number {
    return this.at(this.now + delay, priority, kind, subject, detail);
  }

  /**
   * Cancels a pending event; false if it was already processed or cancelled. An old handle is harmless: its slot
   * may be in use again, but under another generation. 0 is never a handle.
   */
  cancel(handle: number): boolean {
    return this.#queue.cancel(handle);
  }

  /** Time of the next event, in days; Infinity if none is pending. */
  peek(): number {
    return this.#queue.peek();
  }

  /**
   * Processes the next event; false if none is pending. It knows neither the limit on events of `runUntil` nor
   * `stop`.
   */
  step(): boolean {
    return this.#process(Number.POSITIVE_INFINITY) >= 0;
  }

  /**
   * Processes every event up to and including a time, and sets the clock to that time. If a handler calls `stop` or
   * throws, or after as many events as are asked for, it ends after that event, with the clock at the event's time; a later
   * call continues from there.
   *
   * @param time in days, finite and not before `now`
   * @param most events, so that the caller can see to something else in between
   * @returns whether the time was reached, false after `stop` and after `most` events
   * @throws Error if the time is out of its range
   * @throws LimitExceeded, which names the kind of event that happens most, where {@link mostEventsPerDay} events do not
   *   reach it
   */
  runUntil(time: number, most = Number.POSITIVE_INFINITY): boolean {
    if (!(time >= this.now && time < Number.POSITIVE_INFINITY)) this.#refuse(time, 0, 0, 0);
    this.#stopped = false;
    const last = this.processed + most;
    while (this.#process(time) >= 0) {
      if (this.processed >= this.#budget) this.#giveUp(time);
      if (this.#stopped || this.processed >= last) return false;
    }
    this.now = time;
    this.#budget = this.processed + mostEventsPerDay;
    return true;
  }

  /** Ends the current `runUntil` once the current event is processed. */
  stop(): void {
    this.#stopped = true;
  }

  /** Processes the next event if its time is at most `limit` (days); its kind, or -1 if there is none. */
  #process(limit: number): number {
    const queue = this.#queue;
    const slot = queue.pop(limit);
    if (slot < 0) return -1;
    const kind = queue.kind[slot]!;
    this.now = queue.time[slot]!;
    this.processed++;
    this.#handlers[kind]!(queue.subject[slot]!, queue.detail[slot]!);
    return kind;
  }

  /**
   * Throws the error that too much happens, which names the kind that most of the next events up to a time are of.
   * These events are carried out like any other: the run is lost, and only what it is lost to is still of interest.
   */
  #giveUp(limit: number): never {
    const counts = this.#names.map(() => 0);
    let seen = 0;
    for (let kind = 0; seen < eventsLookedAt && kind >= 0; seen++) {
      kind = this.#process(limit);
      if (kind >= 0) counts[kind]!++;
    }
    const most = Math.max(...counts);
    throw new LimitExceeded(
      `too many events: ${mostEventsPerDay} by day ${this.now}; of the next ${seen}, ${most} are "${this.#names[counts.indexOf(most)]}"`,
      'make them rarer, or let them happen to fewer',
    );
  }

  /**
   * Throws the error for the first invalid argument of an event. Apart from `at`, which every event passes through.
   */
  #refuse(time: number, priority: number, kind: number, subject: number): never {
    if (!(time >= this.now && time < Number.POSITIVE_INFINITY)) {
      throw new Error(
        `invalid event time: ${time}; use a finite time, in days, not before the present ${this.now}`,
      );
    }
    if ((priority & 255) !== priority) {
      throw new Error(`invalid event priority: ${priority}; use an integer in 0..255`);
    }
    if ((subject | 0) !== subject) {
      throw new Error(`invalid event subject: ${subject}; use an integer of 32 bits`);
    }
    throw new Error(`unknown event kind: ${kind}; register it with kind()`);
  }
}
