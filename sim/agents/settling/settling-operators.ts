import type { Streams } from '../../engine/index.ts';
import type { OperatorId, SetId } from '../../ids.ts';
import { activeMemberships } from '../../state/stake.ts';
import { admission } from '../avs/admission.ts';
import { MIN_INCOME_USD } from '../operator/constants.ts';
import { createObservation } from '../operator/observation.ts';
import { operatorPolicyOf } from '../operator/policies/index.ts';
import type { OperatorChoice, OperatorObservation } from '../operator/policies/operator-policy.ts';
import { createTastes } from '../operator/tastes.ts';
import { grossUsdPerWeek } from '../operator/typical-income.ts';
import { observeSet } from '../operator/valuation/beliefs.ts';
import { bundleOf } from '../operator/valuation/bundle.ts';
import type { ValuationContext } from '../operator/valuation/valuation-context.ts';
import type { Draft } from './draft.ts';

/**
 * A round of reviews of all operators in business, one after the other: each chooses sets by its policy until it stays,
 * and allocates its stake; the next sees what it did.
 *
 * @param isOpen whether a set takes members before the first day
 */
export function createOperatorRound(
  draft: Draft,
  context: ValuationContext,
  streams: Streams,
  isOpen: (set: SetId) => boolean,
): () => void {
  const { state } = draft;
  const { world, operators } = state;
  const tastes = createTastes(world, operators, streams);
  const draw = streams.stream('settling operators');
  const served = (operator: OperatorId): SetId[] =>
    activeMemberships(state, operator).map(membership => state.mirrors.memberships.set[membership]!);
  /** Everybody is a member of old: who is weakest goes, however the draft came about. */
  const admissionOf = (operator: OperatorId, set: SetId, fraction: number) =>
    admission(state, { operator, set, fraction }, () => Number.POSITIVE_INFINITY);

  const observe = (operator: OperatorId): OperatorObservation =>
    createObservation(context, operator, {
      day: 0,
      cashUsd: operators[operator]!.cashUsd,
      dormant: false,
      incomeUsd: Math.max(grossUsdPerWeek(bundleOf(context, operator, served(operator))), MIN_INCOME_USD),
      admits: (set, fraction) => isOpen(set) && admissionOf(operator, set, fraction).admitted,
      tasteFor: set => tastes(operator, set, 0),
    });
  const apply = (operator: OperatorId, observation: OperatorObservation, choice: OperatorChoice): boolean => {
    const before = observation.served;
    const plan = choice.allocations ?? observation.worth(choice.sets).plan;
    const leaving = before.filter(set => !choice.sets.includes(set));
    for (const set of leaving) draft.withdraw(operator, set);
    const joining = choice.sets.filter(
      set =>
        !before.includes(set) && observation.sets[set]!.open && observation.admits(set, plan.get(set) ?? 0),
    );
    for (const set of joining) {
      const { replaces } = admissionOf(operator, set, plan.get(set)!);
      if (replaces >= 0) draft.withdraw(state.mirrors.memberships.operator[replaces]!, set);
      draft.allocate(operator, set, plan.get(set)!);
    }
    for (const set of [...leaving, ...joining]) observeSet(state, set, context.beliefs);
    return leaving.length + joining.length > 0;
  };
  const review = (operator: OperatorId): void => {
    const { kind } = world.groups[operators[operator]!.group]!.spec.policy;
    const decide = operatorPolicyOf(kind);
    let wanted: OperatorChoice | undefined;
    for (let choices = 0; choices <= world.sets.length; choices++) {
      const observation = observe(operator);
      wanted = decide(observation, draw);
      // Nobody leaves business before it began.
      if (wanted.retires || !apply(operator, observation, wanted) || !wanted.again) break;
    }
    const sets = served(operator);
    const plan = (!wanted?.retires && wanted?.allocations) || bundleOf(context, operator, sets).plan;
    for (const set of sets) {
      const fraction = plan.get(set) ?? 0;
      if (Number.isFinite(fraction)) draft.allocate(operator, set, fraction);
      else draft.withdraw(operator, set);
    }
    for (const set of sets) observeSet(state, set, context.beliefs);
  };
  return () => {
    for (const { id, dormant } of operators) if (!dormant) review(id);
  };
}
