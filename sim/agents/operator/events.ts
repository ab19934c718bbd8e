import type { Outlook } from './valuation/membership-value.ts';

/** What operators ask of their AVSs and tell the world. */
export interface OperatorListener {
  /** Whether a set would take an operator with this part of its stake allocated. */
  admits(set: number, operator: number, fraction: number): boolean;
  /** Whether a set has expelled an operator for good: it cannot win a place there either. */
  bars(set: number, operator: number): boolean;
  /** Told before an operator registers: the AVS makes room. */
  joining(set: number, operator: number, fraction: number): void;
  joined(set: number, operator: number): void;
  left(set: number, operator: number, reason: string): void;
  /** Told that an operator entered business or left it. */
  business(operator: number, kind: 'entry' | 'retirement'): void;
  /** Told at the end of a review what the operator knows and serves. */
  reviewed(known: Outlook, operator: number, sets: readonly number[]): void;
}
