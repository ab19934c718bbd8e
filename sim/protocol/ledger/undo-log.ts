/** Where each write of the running transaction went, and what it replaced. */
export interface UndoLog {
  readonly targets: unknown[];
  readonly keys: number[];
  readonly previous: unknown[];
  /** Number of writes of the running transaction; entries beyond are left over from earlier ones. */
  size: number;
}

/** An array that never holds undefined: an undefined previous value means that the write appended. */
interface Slots<T> {
  [index: number]: T;
  length: number;
}

/** Empty undo log. */
export function createUndoLog(): UndoLog {
  return { targets: [], keys: [], previous: [], size: 0 };
}

/** Writes one slot of an array, or appends to it, so that a revert can undo it. */
export function put<T>(undoLog: UndoLog, slots: Slots<T>, index: number, value: T): void {
  note(undoLog, slots, index, index < slots.length ? slots[index] : undefined);
  slots[index] = value;
}

/**
 * Writes one slot of a typed array so that a revert can undo it. It does what `put` does; it is a function of its own
 * because a property access that meets arrays of many kinds is slow in V8.
 *
 * @param index slot of the array, within its length
 * @param value new value, which the array type must be able to hold
 */
export function putNumber(
  undoLog: UndoLog,
  slots: Int32Array | Uint32Array | Uint8Array,
  index: number,
  value: number,
): void {
  note(undoLog, slots, index, slots[index]);
  slots[index] = value;
}

/** Writes one entry of a map, or deletes it if the value is undefined, so that a revert can undo it. */
export function putEntry<T>(undoLog: UndoLog, map: Map<number, T>, key: number, value: T | undefined): void {
  note(undoLog, map, key, map.get(key));
  if (value === undefined) map.delete(key);
  else map.set(key, value);
}

/** Undoes every write of the running transaction, newest first. */
export function rollBack(undoLog: UndoLog): void {
  while (undoLog.size > 0) {
    const at = --undoLog.size;
    const key = undoLog.keys[at]!;
    const target = undoLog.targets[at] as Slots<unknown> | Map<number, unknown>;
    const value = undoLog.previous[at];
    if (target instanceof Map) {
      if (value === undefined) target.delete(key);
      else target.set(key, value);
    } else if (value === undefined) target.length = key;
    else target[key] = value;
  }
}

function note(undoLog: UndoLog, target: unknown, key: number, previous: unknown): void {
  const at = undoLog.size++;
  undoLog.targets[at] = target;
  undoLog.keys[at] = key;
  undoLog.previous[at] = previous;
}
