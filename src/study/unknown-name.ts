/** A name that a person wrote and that refers to nothing, such as a measure that no run has. */
export class UnknownName extends Error {
  readonly given: string;
  /** Names that there are. */
  readonly known: readonly string[];

  constructor(noun: string, given: string, known: readonly string[]) {
    super(`unknown ${noun}: ${given}`);
    this.given = given;
    this.known = known;
  }
}
