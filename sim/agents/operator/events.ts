import type { OperatorId, SetId } from '../../ids.ts';
import type { Application } from '../avs/admission.ts';
import type { ValuationContext } from './valuation/valuation-context.ts';

/** Questions of operators to the AVSs, and callbacks for what operators do. */
export interface OperatorListener {
  /** Whether a set would take an operator that allocates this fraction of its stake. */
  admits(application: Application): boolean;
  /** Whether a set has expelled an operator for good: it cannot win a place there by auction either. */
  bars(operator: OperatorId, set: SetId): boolean;
  /** Called before an operator registers and allocates this fraction of its stake: the AVS makes room. */
  joining(application: Application): void;
  /** Called after an operator has registered. */
  joined(member: { readonly operator: OperatorId; readonly set: SetId }): void;
  /** Called after an operator has deregistered. */
  left(departure: { readonly operator: OperatorId; readonly set: SetId; readonly reason: string }): void;
  /** Called after an operator has entered business or left it. */
  businessChanged(change: { readonly operator: OperatorId; readonly kind: 'entry' | 'retirement' }): void;
  /** Called at the end of an operator's review, with what it knows and the sets that it now serves. */
  reviewed(context: ValuationContext, operator: OperatorId, sets: readonly SetId[]): void;
}
