/**
 * Binary min-heap of (time, order, slot) triples, compared by time and then by order, in typed arrays: no object is
 * allocated per entry, and the arrays double when they are full. Push and pop move a hole instead of swapping
 * entries, so that each is written once.
 */
export class EventHeap {
  /** Number of entries. */
  size = 0;
  /** Time of each entry, in days; entry 0 is the least. */
  time = new Float64Array(64);
  /** Rank of each entry among those of equal time; unique. */
  order = new Float64Array(64);
  /** Slot of each entry's event in the event queue. */
  slot = new Int32Array(64);

  /**
   * Adds an entry.
   *
   * @param time in days
   * @param order rank among entries of equal time; unique
   * @param slot slot of the event in the event queue
   */
  push(time: number, order: number, slot: number): void {
    if (this.size === this.time.length) this.#grow();
    const times = this.time;
    const orders = this.order;
    const slots = this.slot;
    let hole = this.size++;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const above = times[parent]!;
      if (above < time || (above === time && orders[parent]! < order)) break;
      times[hole] = above;
      orders[hole] = orders[parent]!;
      slots[hole] = slots[parent]!;
      hole = parent;
    }
    times[hole] = time;
    orders[hole] = order;
    slots[hole] = slot;
  }

  /** Removes the least entry and returns its slot; the heap must not be empty. */
  pop(): number {
    const slot = this.slot[0]!;
    const size = --this.size;
    if (size > 0) this.#sink(size);
    return slot;
  }

  /** Moves the entry at index `last`, just past the end, down from the root to its position. */
  #sink(last: number): void {
    const times = this.time;
    const orders = this.order;
    const slots = this.slot;
    const time = times[last]!;
    const order = orders[last]!;
    let hole = 0;
    for (let child = 1; child < last; child = 2 * hole + 1) {
      const right = child + 1;
      if (right < last) {
        const gap = times[right]! - times[child]!;
        if (gap < 0 || (gap === 0 && orders[right]! < orders[child]!)) child = right;
      }
      const below = times[child]!;
      if (time < below || (time === below && order < orders[child]!)) break;
      times[hole] = below;
      orders[hole] = orders[child]!;
      slots[hole] = slots[child]!;
      hole = child;
    }
    times[hole] = time;
    orders[hole] = order;
    slots[hole] = slots[last]!;
  }

  #grow(): void {
    const { time, order, slot } = this;
    this.time = new Float64Array(time.length * 2);
    this.time.set(time);
    this.order = new Float64Array(order.length * 2);
    this.order.set(order);
    this.slot = new Int32Array(slot.length * 2);
    this.slot.set(slot);
  }
}
