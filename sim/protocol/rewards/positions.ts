import type { Mirrors } from '../mirrors.ts';
import { type Accumulators, presentRow } from './accumulators.ts';

/** Positions that are being paid: each account's as of the last midnight, and what it counts from. */
export interface Positions {
  /** Operator that the account was delegated to, or -1, `[account]`. */
  readonly operator: Int32Array;
  /** `[account * S + strategy]`; 0 where the account was not delegated. */
  readonly scaledShares: Float64Array;
  /** Row of the operator's accumulators from which the position earns, `[account]`. */
  readonly row: Int32Array;
  /**
   * Accounts with scaled shares at each operator, `[operator * S + strategy]`. Operator shares that no
   * account holds are rounding dust of the ledger: they carry no weight.
   */
  readonly holders: Int32Array;
}

/** Positions of accounts that hold nothing yet. */
export function createPositions(mirrors: Mirrors): Positions {
  return {
    operator: new Int32Array(mirrors.delegatedTo.length).fill(-1),
    scaledShares: new Float64Array(mirrors.scaledShares.length),
    row: new Int32Array(mirrors.delegatedTo.length),
    holders: new Int32Array(mirrors.operatorShares.length),
  };
}

/** Takes over an account's present position from the mirrors; the old one must have been settled. */
export function takePosition(
  positions: Positions,
  mirrors: Mirrors,
  accumulators: readonly Accumulators[],
  account: number,
): void {
  const { strategies } = mirrors;
  const from = positions.operator[account]!;
  const to = mirrors.delegatedTo[account]!;
  positions.operator[account] = to;
  if (to >= 0) positions.row[account] = presentRow(accumulators[to]!);
  for (let strategy = 0; strategy < strategies; strategy++) {
    const index = account * strategies + strategy;
    const scaled = to >= 0 ? mirrors.scaledShares[index]! : 0;
    if (positions.scaledShares[index]! > 0) positions.holders[from * strategies + strategy]!--;
    if (scaled > 0) positions.holders[to * strategies + strategy]!++;
    positions.scaledShares[index] = scaled;
  }
}
