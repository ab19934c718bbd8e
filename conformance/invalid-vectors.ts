/** Something wrong with a file of vectors: what, and where. */
export class InvalidVectors extends Error {
  constructor(message: string, file: string, line: number) {
    super(`${file}:${line}: ${message}`);
  }
}
