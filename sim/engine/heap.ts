/**
 * Binary heap of (time, order, slot) triples in typed arrays, least first by time and then by order. It grows
 * as needed and allocates nothing else.
 */
export class EventHeap {
  size = 0;
  /** Time (days) of each entry; entry 0 is the least. */
  time = new Float64Array(64);
  /** What decides between entries of equal time; unique. */
  order = new Float64Array(64);
  slot = new Int32Array(64);

  /** Adds an entry. */
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

  /** Takes the least entry out of a heap that is not empty and returns its slot. */
  pop(): number {
    const slot = this.slot[0]!;
    const size = --this.size;
    if (size > 0) this.#sink(size);
    return slot;
  }

  /** Puts the entry at `last`, just past the end, in the place of the root and lets it sink. */
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
