/** A mistake to plant: one place of one compiled file, replaced. */
export interface Mutant {
  readonly mistake: string;
  /** Compiled file, from the folder of the protocol. */
  readonly file: string;
  /** Text that the file has exactly once, and what replaces it. */
  readonly from: string;
  readonly to: string;
  /** Vectors that are likely to show it, replayed first. */
  readonly vectors?: LedgerVectors;
}

/** Public vectors of the ledger. */
export type LedgerVectors = 'allocation-slashing' | 'allocation-slashing-v1.13' | 'boundary-v1.12';

/** A mistake that the vectors do not show. */
export interface Survivor extends Mutant {
  readonly why: string;
  /** Test that catches it instead; null if it changes no figure at all. */
  readonly heldBy: string | null;
}
