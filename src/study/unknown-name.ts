/** A name in a user's input that refers to nothing, such as a measure that no run has. */
export class UnknownName extends Error {
  readonly given: string;
  /** The names that exist, for suggestions. */
  readonly known: readonly string[];

  constructor(noun: string, given: string, known: readonly string[]) {
    super(`unknown ${noun}: ${given}`);
    this.given = given;
    this.known = known;
  }
}
