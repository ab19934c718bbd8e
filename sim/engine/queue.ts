import { EventHeap } from './heap.ts';
import { SortedBucket } from './sorted-bucket.ts';

/** Number of slots and of generations, 2^26: a handle is (generation + 1) x 2^26 + slot, an integer below 2^53. */
const slotLimit = 67_108_864;
/** Weight of a priority (0..255) in an event's order, 2^45: sequence numbers stay below it. */
const priorityStep = 35_184_372_088_832;
/** Mean number of events that the calendar aims to have in a bucket. */
const eventsPerBucket = 3;
/** Kind of an event that was cancelled and still lies in the calendar. */
const cancelled = -1;
/** Order of a slot that holds no event. */
const vacant = -1;
/** Slots and buckets of a new queue; both double when the slots are full. */
const smallest = 64;

/**
 * Set of pending events in the total order (time, priority, sequence of insertion). Events are rows of typed
 * arrays and nothing is allocated per event.
 *
 * A calendar queue (R. Brown, "Calendar queues", CACM 31(10), 1988): the near future is a ring of buckets, each an
 * unsorted linked list; only the current bucket is sorted. Events for which the current bucket has no room go to one
 * heap, events beyond the ring to another, so that no distribution of times costs more than a heap's O(log n) per
 * event. The width of a bucket follows the rate at which events are taken out.
 *
 * Each event has a slot of the columns for as long as it is pending, and its handle is the slot with a generation
 * that grows whenever the slot is given up, so that a stale handle is told from the present one. A cancelled event
 * stays in its slot, marked, until it comes first or half as many as there are buckets are marked.
 */
export class EventQueue {
  /** Number of pending events, cancelled ones not counted. */
  size = 0;
  /** Columns of the events, by slot; `time` in days. */
  time = new Float64Array(smallest);
  kind = new Int32Array(smallest);
  subject = new Int32Array(smallest);
  detail = new Float64Array(smallest);
  #order = new Float64Array(smallest).fill(vacant);
  #generation = new Int32Array(smallest);
  /** Next slot in the same bucket, or in the list of free slots; -1 ends it. */
  #next = chain(new Int32Array(smallest), 0);
  #free = 0;
  #sequence = 0;
  /** Cancelled events that still lie in the calendar. */
  #dead = 0;

  /** The current bucket, sorted; at most as many of its events as fit. */
  readonly #current = new SortedBucket();
  /** Other events before `#edge`: those scheduled since the bucket was sorted, and those that did not fit. */
  readonly #near = new EventHeap();
  /** Events later than the ring reaches. */
  readonly #far = new EventHeap();
  /** The ring: first slot of each bucket or -1; as many buckets as slots. */
  #bucket = new Int32Array(smallest).fill(-1);
  /** Number of events in the ring. */
  #ringed = 0;
  /** Bucket n holds the times t (days) with floor((t - origin) x rate) = n; the rate is in buckets per day. */
  #origin = 0;
  #rate = 1;
  /** Number of the bucket after the current one: events before it are in `#current` or in `#near`. */
  #edge = 0;
  /** Events taken since the bucket width was last checked, the time of that check (days), and steps to the next. */
  #taken = 0;
  #tuned = 0;
  #patience = smallest;

  /**
   * Adds an event and returns its handle. Arguments are not checked here: see `Clock.at`. Five arguments instead of
   * one object: an object for each event takes 5 to 10 % more time on PHOLD (`bench/phold.mjs`).
   *
   * @param time in days, finite
   * @param priority integer in 0..255
   * @param kind number of the event's kind, not negative
   * @param subject int32
   * @param detail any number
   */
  push(time: number, priority: number, kind: number, subject: number, detail: number): number {
    if (this.#free < 0) this.#grow();
    const slot = this.#free;
    this.#free = this.#next[slot]!;
    this.time[slot] = time;
    this.kind[slot] = kind;
    this.subject[slot] = subject;
    this.detail[slot] = detail;
    this.#order[slot] = priority * priorityStep + this.#sequence++;
    this.size++;
    this.#place(time, slot);
    return this.#handle(slot);
  }

  /** Cancels a pending event; false if it was already taken or cancelled. */
  cancel(handle: number): boolean {
    const slot = handle % slotLimit;
    if (this.#handle(slot) !== handle) return false;
    this.#age(slot);
    this.kind[slot] = cancelled;
    this.size--;
    this.#dead++;
    if (2 * this.#dead > this.#bucket.length) this.#rebuild();
    return true;
  }

  /** Time of the first event, in days; Infinity if there is none. */
  peek(): number {
    const slot = this.#first();
    return slot < 0 ? Number.POSITIVE_INFINITY : this.time[slot]!;
  }

  /**
   * Takes the first event out if its time is at most `limit` (days) and returns its slot, or else -1. The
   * columns at that slot stay readable until the next push; the event's handle is stale from here on.
   */
  pop(limit: number): number {
    const slot = this.#first();
    if (slot < 0 || this.time[slot]! > limit) return -1;
    this.#remove(slot);
    this.size--;
    this.#taken++;
    if (--this.#patience <= 0) this.#tune(this.time[slot]!);
    return slot;
  }

  /** Slot of the first live event, or -1. */
  #first(): number {
    for (;;) {
      const last = this.#current.size - 1;
      let slot: number;
      if (this.#near.size === 0) {
        if (last < 0) {
          if (this.#advance()) continue;
          return -1;
        }
        slot = this.#current.slot[last]!;
      } else {
        slot = this.#near.slot[0]!;
        if (last >= 0 && this.#precedes(this.#current.slot[last]!, slot)) slot = this.#current.slot[last]!;
      }
      if (this.kind[slot] !== cancelled) return slot;
      this.#remove(slot);
      this.#dead--;
    }
  }

  /** Takes out the first event, whose slot is given, and frees the slot. */
  #remove(slot: number): void {
    if (this.#current.size > 0 && this.#current.slot[this.#current.size - 1] === slot) this.#current.size--;
    else this.#near.pop();
    this.#release(slot);
  }

  /** Gives a slot back, at the head of the free list: the next push takes it. */
  #release(slot: number): void {
    this.#order[slot] = vacant;
    this.#age(slot);
    this.#next[slot] = this.#free;
    this.#free = slot;
  }

  /** Handle of the event in a slot. The 1 keeps 0 from being one, so that 0 can stand for no event. */
  #handle(slot: number): number {
    return (this.#generation[slot]! + 1) * slotLimit + slot;
  }

  /** Makes the slot's handle stale; it comes back only after 2^26 events in the same slot. */
  #age(slot: number): void {
    this.#generation[slot] = (this.#generation[slot]! + 1) & (slotLimit - 1);
  }

  /** Whether the event of slot a comes before that of slot b: by time, then by order, which is unique. */
  #precedes(a: number, b: number): boolean {
    const gap = this.time[a]! - this.time[b]!;
    return gap < 0 || (gap === 0 && this.#order[a]! < this.#order[b]!);
  }

  /**
   * Makes the next bucket that is not empty the current one; false if no event is left. An empty ring starts anew
   * at the earliest of the far events. Empty buckets that are passed bring the next look at the width nearer: it
   * may be too small.
   */
  #advance(): boolean {
    if (this.#ringed === 0) {
      if (this.#far.size === 0) return false;
      this.#origin = this.#far.time[0]!;
      this.#edge = 0;
      this.#admit();
    }
    const bucket = this.#bucket;
    const mask = bucket.length - 1;
    let edge = this.#edge;
    while (bucket[edge & mask]! < 0) edge++;
    this.#patience -= edge - this.#edge;
    this.#edge = edge + 1;
    let rest = this.#current.fill(bucket[edge & mask]!, this.#next, this.time, this.#order);
    bucket[edge & mask] = -1;
    this.#ringed -= this.#current.size;
    for (; rest >= 0; rest = this.#next[rest]!) {
      this.#near.push(this.time[rest]!, this.#order[rest]!, rest);
      this.#ringed--;
    }
    this.#admit();
    return true;
  }

  /** Moves events that the ring has come to reach from the far heap to their buckets. */
  #admit(): void {
    const far = this.#far;
    const end = this.#edge + this.#bucket.length;
    while (far.size > 0 && (far.time[0]! - this.#origin) * this.#rate < end)
      this.#place(far.time[0]!, far.pop());
  }

  /**
   * Puts an event into its bucket of the ring, or into the near or the far heap. Before the edge is near: an event
   * for the bucket that is being taken out, or for one that was empty when it was passed.
   */
  #place(time: number, slot: number): void {
    const position = (time - this.#origin) * this.#rate;
    const beyond = position - this.#edge;
    if (beyond >= 0 && beyond < this.#bucket.length) {
      const index = position & (this.#bucket.length - 1);
      this.#next[slot] = this.#bucket[index]!;
      this.#bucket[index] = slot;
      this.#ringed++;
    } else (beyond < 0 ? this.#near : this.#far).push(time, this.#order[slot]!, slot);
  }

  /**
   * Adapts the width of a bucket when the rate of events has changed by more than a factor of two. A change is not
   * finite where all events of the interval were at one time: then nothing is known of the rate.
   */
  #tune(now: number): void {
    const rate = this.#taken / ((now - this.#tuned) * eventsPerBucket);
    const change = rate / this.#rate;
    if (
      change < Number.POSITIVE_INFINITY &&
      (change > 2 || (change < 0.5 && change > 0) || this.#edge > 500_000_000)
    ) {
      this.#rate = rate;
      this.#rebuild();
    }
    this.#taken = 0;
    this.#tuned = now;
    this.#patience = this.#bucket.length;
  }

  /** Distributes all events over the buckets again, from the first event on, and frees the slots of cancelled ones. */
  #rebuild(): void {
    const { time, kind } = this;
    const order = this.#order;
    this.#current.size = 0;
    this.#near.size = 0;
    this.#far.size = 0;
    this.#bucket.fill(-1);
    this.#ringed = 0;
    this.#dead = 0;
    let first = Number.POSITIVE_INFINITY;
    for (let slot = 0; slot < order.length; slot++) {
      if (order[slot] === vacant) continue;
      if (kind[slot] === cancelled) this.#release(slot);
      else first = Math.min(first, time[slot]!);
    }
    this.#origin = first < Number.POSITIVE_INFINITY ? first : 0;
    this.#edge = 0;
    for (let slot = 0; slot < order.length; slot++) {
      if (order[slot] !== vacant) this.#place(time[slot]!, slot);
    }
  }

  /**
   * Doubles slots and buckets and places all events anew; the columns are new arrays. Throws beyond 2^26 events.
   */
  #grow(): void {
    const from = this.time.length;
    const capacity = from * 2;
    if (capacity > slotLimit)
      throw new Error(`invalid number of pending events: ${capacity}; at most ${slotLimit}`);
    this.time = widened(this.time, new Float64Array(capacity));
    this.kind = widened(this.kind, new Int32Array(capacity));
    this.subject = widened(this.subject, new Int32Array(capacity));
    this.detail = widened(this.detail, new Float64Array(capacity));
    this.#order = widened(this.#order, new Float64Array(capacity).fill(vacant));
    this.#generation = widened(this.#generation, new Int32Array(capacity));
    this.#next = widened(this.#next, chain(new Int32Array(capacity), from));
    this.#free = from;
    this.#bucket = widened(this.#bucket, new Int32Array(capacity).fill(-1));
    this.#rebuild();
  }
}

/** Links the slots from `first` on into one list. */
function chain(next: Int32Array, first: number): Int32Array {
  for (let slot = first; slot < next.length; slot++) next[slot] = slot + 1;
  next[next.length - 1] = -1;
  return next;
}

function widened<A extends Float64Array | Int32Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
