import type { OperatorId, SetId } from '../../../ids.ts';
import { type Appraisal, appraise } from './appraisal.ts';
import type { ValuationContext } from './valuation-context.ts';

/** What serving each set would bring an operator, worked out once a set for a whole review. */
export interface Appraisals {
  of(set: SetId): Appraisal;
  /** Forgets a set that the operator has joined or left: nothing else of what it expects changes by that. */
  forget(set: SetId): void;
}

/** Forgets the sets that an operator serves after a move and did not before it, or the other way round. */
export function forgetMoves({ forget }: Appraisals, before: readonly SetId[], after: readonly SetId[]): void {
  const [served, serves] = [new Set(before), new Set(after)];
  for (const set of before) if (!serves.has(set)) forget(set);
  for (const set of after) if (!served.has(set)) forget(set);
}

/** Appraisals of an operator, none made yet. */
export function createAppraisals(context: ValuationContext, operator: OperatorId): Appraisals {
  const known: (Appraisal | undefined)[] = context.state.world.sets.map(() => undefined);
  return {
    of: set => (known[set] ??= appraise(context, operator, set)),
    forget: set => {
      known[set] = undefined;
    },
  };
}
