/** Failure of an operation that the contracts would revert; `message` is their custom error's name. */
export class Revert extends Error {
  override readonly name = 'Revert';
}

/** Reverts with the contracts' error unless the condition holds. */
export function ensure(condition: boolean, error: string): asserts condition {
  if (!condition) throw new Revert(error);
}
