import type { ValuationContext } from './valuation/valuation-context.ts';

/** Questions of operators to the AVSs, and callbacks for what operators do. */
export interface OperatorListener {
  /** Whether a set would take an operator that allocates this part of its stake. */
  admits(operator: number, set: number, fraction: number): boolean;
  /** Whether a set has expelled an operator for good: it cannot win a place there by auction either. */
  bars(operator: number, set: number): boolean;
  /** Called before an operator registers and allocates this part of its stake: the AVS makes room. */
  joining(operator: number, set: number, fraction: number): void;
  /** Called after an operator has registered. */
  joined(operator: number, set: number): void;
  /** Called after an operator has deregistered. */
  left(operator: number, set: number, reason: string): void;
  /** Called after an operator has entered business or left it. */
  business(operator: number, kind: 'entry' | 'retirement'): void;
  /** Called at the end of an operator's review, with what it knows and the sets that it now serves. */
  reviewed(context: ValuationContext, operator: number, sets: readonly number[]): void;
}
