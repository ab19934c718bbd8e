/** A value that holds on the snapshots from `first` to `last`, both included, in days. */
export interface Span<T> {
  readonly first: number;
  readonly last: number;
  readonly value: T;
}

/** A value from some day on. */
export interface DatedValue<T> {
  readonly day: number;
  readonly value: T;
}

/** Spans by key, in the order of their days and without overlaps. */
export type Spans<T> = ReadonlyMap<string, readonly Span<T>[]>;

/** Key of a row: its names, joined. */
export function keyOf(...names: readonly (string | number)[]): string {
  return names.join('|');
}

/** Names that `keyOf` joined. */
export function namesOf(key: string): string[] {
  return key.split('|');
}

/** Rows in groups of one key each, in order. */
export function groupBy<R>(rows: readonly R[], key: (row: R) => string): Map<string, R[]> {
  const groups = new Map<string, R[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group === undefined) groups.set(key(row), [row]);
    else group.push(row);
  }
  return groups;
}

/**
 * Spans of the values that changes lead to, the last one up to `until`. Changes are in order; of those of
 * one day the last one counts.
 */
export function spansOf<T>(changes: readonly DatedValue<T>[], until: number): Span<T>[] {
  const spans: Span<T>[] = [];
  for (const [at, { day, value }] of changes.entries()) {
    const last = at + 1 < changes.length ? changes[at + 1]!.day - 1 : until;
    if (day <= Math.min(last, until)) spans.push({ first: day, last: Math.min(last, until), value });
  }
  return spans;
}

/** Value on a day, or undefined. */
export function valueOn<T>(spans: readonly Span<T>[], day: number): T | undefined {
  return spans.find(({ first, last }) => first <= day && day <= last)?.value;
}
