/** Undo log of one call: where each write went and what it replaced. */
export interface Journal {
  readonly targets: unknown[];
  readonly keys: number[];
  readonly previous: unknown[];
  /** Number of writes of the running call; what lies beyond is left over from earlier ones. */
  size: number;
}

/** An array that never holds undefined: what a write to it replaced tells an append. */
interface Slots<T> {
  [index: number]: T;
  length: number;
}

/** Empty undo log. */
export function createJournal(): Journal {
  return { targets: [], keys: [], previous: [], size: 0 };
}

/** Writes one slot of an array, or appends to it, so that the running call can take it back. */
export function put<T>(journal: Journal, slots: Slots<T>, index: number, value: T): void {
  note(journal, slots, index, index < slots.length ? slots[index] : undefined);
  slots[index] = value;
}

/**
 * Writes one slot of a typed array. What `put` does would do too, but code that meets arrays of many kinds is slow: each
 * of the two meets few.
 */
export function putNumber(
  journal: Journal,
  slots: Int32Array | Uint32Array | Uint8Array,
  index: number,
  value: number,
): void {
  note(journal, slots, index, slots[index]);
  slots[index] = value;
}

/** Writes one entry of a map, or deletes it if the value is undefined, so that the running call can take it back. */
export function putEntry<T>(journal: Journal, map: Map<number, T>, key: number, value: T | undefined): void {
  note(journal, map, key, map.get(key));
  if (value === undefined) map.delete(key);
  else map.set(key, value);
}

/** Takes back every write of the running call, newest first. */
export function rollBack(journal: Journal): void {
  while (journal.size > 0) {
    const at = --journal.size;
    const key = journal.keys[at]!;
    const target = journal.targets[at] as Slots<unknown> | Map<number, unknown>;
    const value = journal.previous[at];
    if (target instanceof Map) {
      if (value === undefined) target.delete(key);
      else target.set(key, value);
    } else if (value === undefined) target.length = key;
    else target[key] = value;
  }
}

function note(journal: Journal, target: unknown, key: number, previous: unknown): void {
  const at = journal.size++;
  journal.targets[at] = target;
  journal.keys[at] = key;
  journal.previous[at] = previous;
}
