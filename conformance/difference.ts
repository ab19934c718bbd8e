/** What differs from the record, and how. */
export interface Difference {
  readonly key: string;
  readonly expected: string;
  readonly actual: string;
}
