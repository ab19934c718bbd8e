import type { Amount, AttackModel } from './attack-model.ts';

/** What a search for the worst loss after a shock asks for. */
export interface ShockQuestion {
  readonly model: AttackModel;
  /** Whether the loss of an operator counts: of all, or of those who secure only the services looked at. */
  readonly counts: Uint8Array;
  /** Most stake that the shock takes from operators that count; or the operators that it takes. */
  readonly shock: { readonly most: Amount } | { readonly operators: ReadonlySet<number> };
  /** Whether the shock is part of what is made as large as possible, or only what attacks take after it. */
  readonly countsShock: boolean;
  /** Whether a service of which the shock took all stake is corrupted by nobody. */
  readonly emptyServiceIsFree: boolean;
  /** Steps of the search after which the worst found so far is taken. */
  readonly mostSteps: number;
}

/** A shock and the attack after it: by Corollary 1 of Robust Restaking Networks, every cascade together is one attack. */
export interface Aftermath {
  /** Operators that the shock took. */
  readonly shock: readonly number[];
  /** Services attacked, ascending. */
  readonly services: readonly number[];
  /** Pieces that attacked, ascending. */
  readonly pieces: readonly number[];
  /** Stake of operators that count: taken by the shock, and by attacks. */
  readonly shocked: Amount;
  readonly lost: Amount;
}
