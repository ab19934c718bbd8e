import type { Streams } from '../../engine/index.ts';
import type { OperatorId, SetId } from '../../ids.ts';
import { activeMemberships } from '../../state/stake.ts';
import type { State } from '../../state/state.ts';
import { type Application, admission } from '../avs/admission.ts';
import type { Attention } from '../operator/attention/attention.ts';
import { MIN_INCOME_USD } from '../operator/constants.ts';
import { createObservation } from '../operator/observation.ts';
import { operatorPolicyOf } from '../operator/policies/index.ts';
import type { OperatorChoice, OperatorObservation } from '../operator/policies/operator-policy.ts';
import { createTastes } from '../operator/tastes.ts';
import { grossUsdPerWeek } from '../operator/typical-income.ts';
import { createAppraisals } from '../operator/valuation/appraisals.ts';
import { addMember, observeSet } from '../operator/valuation/beliefs.ts';
import { bundleOf } from '../operator/valuation/bundle.ts';
import type { ValuationContext } from '../operator/valuation/valuation-context.ts';
import type { Draft } from './draft.ts';

/** What rounds of operators' reviews are made from, beside the draft and what operators know. */
interface OperatorRoundInputs {
  readonly streams: Streams;
  readonly attention: Attention;
  /** Whether a set takes members before the first day. */
  readonly isOpen: (set: SetId) => boolean;
}

/**
 * A round of reviews of all operators in business, one after the other: each chooses sets by its policy until it stays,
 * and allocates its stake; the next sees what it did.
 */
export function createOperatorRound(
  draft: Draft,
  context: ValuationContext,
  inputs: OperatorRoundInputs,
): () => void {
  const { state } = draft;
  const { world, operators } = state;
  const draw = inputs.streams.stream('settling operators');
  const observe = createObserve(context, inputs);
  const change = createChange(draft, context);
  const apply = (operator: OperatorId, observation: OperatorObservation, choice: OperatorChoice): boolean => {
    const before = observation.served;
    const plan = choice.allocations ?? observation.worth(choice.sets).plan;
    const leaving = before.filter(set => !choice.sets.includes(set));
    for (const set of leaving) change(operator, set, undefined);
    const joining = choice.sets.filter(
      set =>
        !before.includes(set) && observation.setOf(set).open && observation.admits(set, plan.get(set) ?? 0),
    );
    for (const set of joining) {
      const { replaces } = admissionOf(state, { operator, set, fraction: plan.get(set)! });
      if (replaces >= 0) change(state.mirrors.memberships.operator[replaces]!, set, undefined);
      change(operator, set, plan.get(set)!);
    }
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
    const sets = servedBy(state, operator);
    const plan = (!wanted?.retires && wanted?.allocations) || bundleOf(context, operator, sets).plan;
    for (const set of sets) {
      const fraction = plan.get(set) ?? 0;
      change(operator, set, Number.isFinite(fraction) ? fraction : undefined);
    }
  };
  return () => {
    // Restakers have moved stake since the last round.
    for (const { id } of world.sets) observeSet(state, id, context.beliefs);
    inputs.attention.refresh();
    for (const { id, dormant } of operators) if (!dormant) review(id);
  };
}

/** What shows an operator the sets that it may choose from, as they are now in the draft. */
function createObserve(
  context: ValuationContext,
  { streams, attention, isOpen }: OperatorRoundInputs,
): (operator: OperatorId) => OperatorObservation {
  const { state } = context;
  const { world, operators } = state;
  const tastes = createTastes(world, operators, streams);
  return operator => {
    const present = servedBy(state, operator);
    const admits = (set: SetId, fraction: number): boolean =>
      isOpen(set) && admissionOf(state, { operator, set, fraction }).admitted;
    const dormant = false;
    // Made anew for each choice: what is believed of sets changes with each move.
    const appraisals = createAppraisals(context, operator);
    const look = { context, operator, review: 0, served: present, dormant, appraisals, admits };
    return createObservation(context, operator, {
      day: 0,
      cashUsd: operators[operator]!.cashUsd,
      dormant,
      incomeUsd: Math.max(grossUsdPerWeek(bundleOf(context, operator, present)), MIN_INCOME_USD),
      admits,
      tasteFor: set => tastes(operator, set, 0),
      weighed: attention.weigh(look),
      appraisals,
    });
  };
}

function servedBy(state: State, operator: OperatorId): SetId[] {
  return activeMemberships(state, operator).map(membership => state.mirrors.memberships.set[membership]!);
}

/** Everybody is a member of old: who is weakest goes, however the draft came about. */
function admissionOf(state: State, application: Application) {
  return admission(state, application, () => Number.POSITIVE_INFINITY);
}

/** What allocates a part of an operator's stake to a set, or takes it out of it, and lets everybody know. */
function createChange(
  draft: Draft,
  { beliefs }: ValuationContext,
): (operator: OperatorId, set: SetId, fraction: number | undefined) => void {
  const { state } = draft;
  return (operator, set, fraction) => {
    const { reward } = state.world.sets[set]!.spec;
    const capped = reward.kind === 'operatorDirected' && reward.cap !== undefined;
    // Under a cap the weight of one bears on what counts of others'.
    if (!capped) addMember(state, operator, set, { to: beliefs, sign: -1 });
    if (fraction === undefined) draft.withdraw(operator, set);
    else draft.allocate(operator, set, fraction);
    if (capped) observeSet(state, set, beliefs);
    else addMember(state, operator, set, { to: beliefs, sign: 1 });
  };
}
