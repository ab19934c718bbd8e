/** What one account was paid by each stream: the stream, tokens and USD, three numbers a stream. */
export type Statement = number[];

/** Statements of everybody, kept where a run is asked for them: they cost memory for each stream that paid one. */
export interface Statements {
  /** Operators' cuts, `[operator]`; an account's earnings as restaker up to its last settlement, `[account]`. */
  readonly kept: readonly Statement[];
  readonly earned: readonly Statement[];
}

/**
 * Statements of a world that has paid nothing.
 *
 * @param operators number of operators
 * @param accounts number of accounts, operators included
 */
export function createStatements(operators: number, accounts: number): Statements {
  return {
    kept: Array.from({ length: operators }, () => []),
    earned: Array.from({ length: accounts }, () => []),
  };
}

/**
 * Adds a payment to a statement, in tokens and in USD when paid.
 *
 * @param stream index of the reward stream
 * @param tokens tokens paid; nothing is added if 0
 * @param usd their value on the day of pay
 */
export function addToStatement(statement: Statement, stream: number, tokens: number, usd: number): void {
  if (tokens === 0) return;
  let at = 0;
  while (at < statement.length && statement[at] !== stream) at += 3;
  if (at === statement.length) statement.push(stream, tokens, usd);
  else {
    statement[at + 1]! += tokens;
    statement[at + 2]! += usd;
  }
}
