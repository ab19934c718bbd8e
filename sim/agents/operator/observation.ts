import type { OperatorId, SetId } from '../../ids.ts';
import type { SetInWorld } from '../../scenario/index.ts';
import type { SlashOutlook } from '../../state/slash-outlook.ts';
import { acceptedStakeUsd, accountStakeUsd, activeMemberships, stakeUsd } from '../../state/stake.ts';
import { isCapable } from '../avs/admission.ts';
import { standingUsdPerWeek } from './accounting.ts';
import { canRejoin } from './actions/memberships.ts';
import type { Weighed } from './attention/attention.ts';
import { isEligible } from './eligibility.ts';
import type {
  Bundle,
  MembershipValue,
  OperatorObservation,
  OperatorSetObservation,
  SetTerms,
} from './policies/operator-policy.ts';
import { valueAt } from './valuation/appraisal.ts';
import type { Appraisals } from './valuation/appraisals.ts';
import { bundleOf } from './valuation/bundle.ts';
import { expectedRentUsdPerWeek } from './valuation/gpu-rent.ts';
import type { ValuationContext } from './valuation/valuation-context.ts';

/** What an operator observes beside its valuation context. */
export interface ObservationInputs {
  /** Present time, in days. */
  readonly day: number;
  /** Cash in hand, from which entry into business is paid. */
  readonly cashUsd: number;
  /** Whether the operator is out of business. */
  readonly dormant: boolean;
  /** Typical income, in USD a week. */
  readonly incomeUsd: number;
  /** Whether a set would take the operator with this part of its stake allocated. */
  readonly admits: (set: SetId, fraction: number) => boolean;
  /** Its taste for a set, in units of its typical income over its rationality. */
  readonly tasteFor: (set: SetId) => number;
  /** Sets that it weighs. */
  readonly weighed: Weighed;
  /** What serving each set would bring it. */
  readonly appraisals: Appraisals;
}

/** What the observation of every set depends on. */
interface SetObservationInputs
  extends Pick<ObservationInputs, 'admits' | 'tasteFor' | 'weighed' | 'appraisals'> {
  readonly context: ValuationContext;
  readonly operator: OperatorId;
  /** Sets that the operator serves, in the order of membership. */
  readonly served: readonly SetId[];
  /** Value of serving these sets together, and the allocations that it is of. */
  readonly worth: (sets: readonly SetId[]) => Bundle;
}

/**
 * Observation of a set that is worked out when it is asked for, by getters: one is made for every set that is weighed at a
 * review, and most policies ask little of most sets.
 */
class LazySetObservation implements OperatorSetObservation {
  readonly #inputs: SetObservationInputs;
  readonly #set: SetInWorld;

  constructor(inputs: SetObservationInputs, set: SetInWorld) {
    this.#inputs = inputs;
    this.#set = set;
  }

  get id(): number {
    return this.#set.id;
  }

  get name(): string {
    return `${this.#set.avsName}.${this.#set.name}`;
  }

  get member(): boolean {
    return this.#inputs.served.includes(this.id);
  }

  get strategies(): readonly number[] {
    return this.#set.strategies;
  }

  get gpus(): number {
    return this.#set.spec.admission.gpus;
  }

  get slashing(): SlashOutlook {
    return this.#inputs.context.slashing[this.id]!;
  }

  get taste(): number {
    return this.#inputs.tasteFor(this.id);
  }

  get correction(): number {
    return this.#inputs.weighed.correction(this.id);
  }

  get acceptedStakeUsd(): number {
    return acceptedStakeUsd(this.#inputs.context.state, this.#inputs.operator, this.id);
  }

  get leastFraction(): number {
    return this.#inputs.appraisals.of(this.id).least;
  }

  get open(): boolean {
    const { context, operator } = this.#inputs;
    const { state } = context;
    const { group } = state.operators[operator]!;
    return (
      !this.member &&
      isCapable(state, operator, this.id) &&
      isEligible(state.world.groups[group]!.spec.policy, this.#set) &&
      canRejoin(state, operator, this.id)
    );
  }

  get admitted(): boolean {
    if (!this.open) return false;
    const fraction = this.#planned();
    return Number.isFinite(fraction) && this.#inputs.admits(this.id, fraction);
  }

  get terms(): SetTerms | undefined {
    const fraction = this.#planned();
    if (!Number.isFinite(fraction)) return undefined;
    const { context, operator, served } = this.#inputs;
    const others = served.filter(other => other !== this.id);
    const rent =
      expectedRentUsdPerWeek(context, operator, others) -
      expectedRentUsdPerWeek(context, operator, [...others, this.id]);
    return { ...this.termsAt(fraction), rent };
  }

  termsAt(fraction: number): MembershipValue {
    return valueAt(this.#inputs.appraisals.of(this.id), fraction);
  }

  /** Fraction of its stake that the operator would allocate to this set beside its present sets. */
  #planned(): number {
    const { served, worth } = this.#inputs;
    return worth(this.member ? served : [...served, this.id]).plan.get(this.id)!;
  }
}

/**
 * What an operator observes at a review. Its stake and the sets that it serves are as of now; what is observed of a set
 * is worked out when it is asked for.
 */
export function createObservation(
  context: ValuationContext,
  operator: OperatorId,
  { day, cashUsd, incomeUsd, dormant, admits, tasteFor, weighed, appraisals }: ObservationInputs,
): OperatorObservation {
  const { state } = context;
  const traits = state.operators[operator]!;
  const { name, group, gpus } = traits;
  const { policy, entry } = state.world.groups[group]!.spec;
  const served = activeMemberships(state, operator).map(
    membership => state.mirrors.memberships.set[membership]!,
  );
  const worth = (sets: readonly SetId[]): Bundle => bundleOf(context, operator, sets, appraisals.of);
  const shared = { admits, tasteFor, weighed, appraisals };
  const inputs: SetObservationInputs = { ...shared, context, operator, served, worth };
  return {
    day,
    name,
    gpus,
    ownStakeUsd: accountStakeUsd(state, operator),
    stakeUsd: stakeUsd(state, operator),
    cashUsd,
    incomeUsd,
    policy,
    dormant,
    entry: entry && { costUsd: entry.costUsd, standingUsd: standingUsdPerWeek(traits) },
    sets: weighed.sets.map(set => new LazySetObservation(inputs, set)),
    setOf: set => new LazySetObservation(inputs, state.world.sets[set]!),
    served,
    worth,
    rent: sets => expectedRentUsdPerWeek(context, operator, sets),
    admits,
  };
}
