const capacity = 16;

/** Short list of events kept sorted by (time, order), the first at the end, where it is taken from. */
export class SortedRun {
  size = 0;
  readonly slot = new Int32Array(capacity);
  readonly #time = new Float64Array(capacity);

  /**
   * Fills the empty run from a list of slots linked by `next`, whose times and orders are given by slot.
   * Returns the slot from which on there was no room, or -1.
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
