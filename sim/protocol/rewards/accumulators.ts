/**
 * What delegators have earned per scaled share, in slots of one stream, operator and strategy each. A position
 * remembers the sums from which it earns, so that paying a day never visits positions.
 */
export interface Accumulators {
  /** Slots in use; they are numbered in the order of their first pay. */
  count: number;
  /** Stream of each slot. */
  stream: Int32Array;
  /** Earned so far per scaled share: tokens at `[2 * slot]`, USD when paid at `[2 * slot + 1]`. */
  sums: Float64Array;
  /** Slots in ascending order, `[operator * S + strategy]`. */
  readonly of: readonly number[][];
}

/**
 * A slot is replaced when a day's pay falls below this fraction of its sum: then at least 36 of the 52 bits
 * of every day's pay survive the addition, however little stake shared an earlier day's pay.
 */
const SMALLEST_ADDITION = 2 ** -16;

/** Accumulators of a world with so many pairs of operator and strategy; nothing has been paid into them. */
export function createAccumulators(pairs: number): Accumulators {
  return {
    count: 0,
    stream: new Int32Array(64),
    sums: new Float64Array(128),
    of: Array.from({ length: pairs }, () => []),
  };
}

/**
 * Opens a slot of a stream for `pair` (operator * S + strategy); every position earns from it from 0.
 *
 * @param stream index of the reward stream
 * @param pair `operator * S + strategy`
 */
export function openSlot(accumulators: Accumulators, stream: number, pair: number): number {
  const slot = accumulators.count++;
  if (slot >= accumulators.stream.length) {
    const { stream: streams, sums } = accumulators;
    accumulators.stream = new Int32Array(2 * streams.length);
    accumulators.stream.set(streams);
    accumulators.sums = new Float64Array(2 * sums.length);
    accumulators.sums.set(sums);
  }
  accumulators.stream[slot] = stream;
  accumulators.of[pair]!.push(slot);
  return slot;
}

/**
 * Whether a day's pay per scaled share can be added to a slot without losing precision.
 *
 * @param slot index of the accumulator slot
 * @param tokens the day's pay, tokens per scaled share
 * @param usd the day's pay, USD per scaled share
 */
export function takesPrecisely(
  accumulators: Accumulators,
  slot: number,
  tokens: number,
  usd: number,
): boolean {
  const { sums } = accumulators;
  return (
    tokens >= sums[2 * slot]! * SMALLEST_ADDITION &&
    (usd === 0 || usd >= sums[2 * slot + 1]! * SMALLEST_ADDITION)
  );
}

/**
 * Adds a day's pay per scaled share to a slot, in tokens and in USD.
 *
 * @param slot index of the accumulator slot
 * @param tokens tokens per scaled share
 * @param usd USD per scaled share
 */
export function accumulate(accumulators: Accumulators, slot: number, tokens: number, usd: number): void {
  accumulators.sums[2 * slot]! += tokens;
  accumulators.sums[2 * slot + 1]! += usd;
}
