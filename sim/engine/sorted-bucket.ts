/** Events that a sorted bucket holds at most; the queue puts others into a heap. */
const capacity = 16;

/**
 * Events of the current bucket of the calendar queue, at most 16, sorted by descending (time, order): the next event
 * is the last of the list, so that taking it is a decrement of `size`.
 */
export class SortedBucket {
  /** Number of events held. */
  size = 0;
  /** Slots of the events in the event queue, the next event last. */
  readonly slot = new Int32Array(capacity);
  readonly #time = new Float64Array(capacity);

  /**
   * Fills the bucket, which must be empty, by insertion sort from a linked list of slots. Quadratic in the number
   * of events, which is small: the calendar aims at three to a bucket. Lists are pushed at the head, so that events
   * of one time come latest first, as a rule, the order in which they need not move.
   *
   * @param first slot at the head of the list
   * @param next next slot of each slot; negative at the end of the list
   * @param time time of each slot's event, in days
   * @param order rank of each slot's event among those of equal time; unique
   * @returns the slot from which on there was no room, or -1 if all fitted
   */
  fill(first: number, next: Int32Array, time: Float64Array, order: Float64Array): number {
    const times = this.#time;
    const slots = this.slot;
    let size = 0;
    let slot = first;
    do {
      const own = time[slot]!;
      let hole = size++;
      while (hole > 0) {
        const below = times[hole - 1]!;
        if (below > own || (below === own && order[slots[hole - 1]!]! > order[slot]!)) break;
        times[hole] = below;
        slots[hole] = slots[hole - 1]!;
        hole--;
      }
      times[hole] = own;
      slots[hole] = slot;
      slot = next[slot]!;
    } while (slot >= 0 && size < capacity);
    this.size = size;
    return slot;
  }
}
