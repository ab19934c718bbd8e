/**
 * What an operator's delegators have earned per scaled share, by stream and strategy. A position counts
 * from the row that was current when it was taken, so that paying a day never visits positions, and a
 * position settles in one pass over the slots.
 */
export interface Accumulators {
  /** Stream and strategy of each slot, in order of their first pay. */
  readonly streams: number[];
  readonly strategies: number[];
  /** Earned so far per scaled share: tokens at `[2 * slot]`, USD when paid at `[2 * slot + 1]`. */
  current: Float64Array;
  /** Past states of `current` that positions count from, `[row * current.length + ...]`. */
  rows: Float64Array;
  rowCount: number;
  /** Whether `current` differs from the last row. */
  changed: boolean;
}

/**
 * A slot is replaced when a day's pay falls below this fraction of its sum: then at least 36 of the 52 bits
 * of every day's pay survive the addition, however little stake shared an earlier day's pay.
 */
const SMALLEST_ADDITION = 2 ** -16;

/** Accumulators that nothing has been paid into. */
export function createAccumulators(): Accumulators {
  return {
    streams: [],
    strategies: [],
    current: new Float64Array(4),
    rows: new Float64Array(0),
    rowCount: 0,
    changed: true,
  };
}

/** Opens a slot for a stream and strategy and returns its number; its sum starts at 0 for every position. */
export function openSlot(accumulators: Accumulators, stream: number, strategy: number): number {
  const slot = accumulators.streams.push(stream) - 1;
  accumulators.strategies.push(strategy);
  if (2 * slot >= accumulators.current.length) widen(accumulators);
  return slot;
}

/** Whether a day's pay per scaled share can be added to a slot without losing precision. */
export function takesPrecisely(
  accumulators: Accumulators,
  slot: number,
  tokens: number,
  usd: number,
): boolean {
  const { current } = accumulators;
  return (
    tokens >= current[2 * slot]! * SMALLEST_ADDITION &&
    (usd === 0 || usd >= current[2 * slot + 1]! * SMALLEST_ADDITION)
  );
}

/** Adds a day's pay per scaled share to a slot, in tokens and in USD. */
export function accumulate(accumulators: Accumulators, slot: number, tokens: number, usd: number): void {
  const { current } = accumulators;
  current[2 * slot]! += tokens;
  current[2 * slot + 1]! += usd;
  accumulators.changed = true;
}

/** Row of the present sums: a position taken now counts from it. */
export function presentRow(accumulators: Accumulators): number {
  if (accumulators.changed) {
    const { current, rowCount } = accumulators;
    const start = rowCount * current.length;
    if (start >= accumulators.rows.length) {
      const rows = new Float64Array(Math.max(current.length, 2 * accumulators.rows.length));
      rows.set(accumulators.rows);
      accumulators.rows = rows;
    }
    accumulators.rows.set(current, start);
    accumulators.rowCount++;
    accumulators.changed = false;
  }
  return accumulators.rowCount - 1;
}

function widen(accumulators: Accumulators): void {
  const { current, rows, rowCount } = accumulators;
  const width = current.length;
  accumulators.current = new Float64Array(2 * width);
  accumulators.current.set(current);
  accumulators.rows = new Float64Array(2 * rows.length);
  for (let row = 0; row < rowCount; row++)
    accumulators.rows.set(rows.subarray(row * width, (row + 1) * width), row * 2 * width);
}
