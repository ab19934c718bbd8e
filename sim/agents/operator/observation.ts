import type { OperatorId, SetId } from '../../ids.ts';
import type { SetInWorld } from '../../scenario/index.ts';
import type { SlashOutlook } from '../../state/slash-outlook.ts';
import { acceptedStakeUsd, accountStakeUsd, activeMemberships, stakeUsd } from '../../state/stake.ts';
import { standingUsdPerWeek } from './accounting.ts';
import { canRejoin } from './actions/memberships.ts';
import { isEligible } from './eligibility.ts';
import type {
  Bundle,
  MembershipValue,
  OperatorObservation,
  OperatorSetObservation,
  SetTerms,
} from './policies/operator-policy.ts';
import { type Appraisal, appraise, valueAt } from './valuation/appraisal.ts';
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
}

/** What the observation of every set depends on. */
interface SetObservationInputs extends Pick<ObservationInputs, 'admits' | 'tasteFor'> {
  readonly context: ValuationContext;
  readonly operator: OperatorId;
  /** Sets that the operator serves, in the order of membership. */
  readonly served: readonly SetId[];
  /** Value of serving these sets together, and the allocations that it is of. */
  readonly worth: (sets: readonly SetId[]) => Bundle;
  /** What serving a set would bring. */
  readonly appraisalOf: (set: SetId) => Appraisal;
}

/**
 * Observation of a set that is worked out when it is asked for, by getters: one is made for every set at every review,
 * and most policies ask little of most sets.
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

  get acceptedStakeUsd(): number {
    return acceptedStakeUsd(this.#inputs.context.state, this.#inputs.operator, this.id);
  }

  get leastFraction(): number {
    return this.#inputs.appraisalOf(this.id).least;
  }

  get open(): boolean {
    const { context, operator } = this.#inputs;
    const { state } = context;
    const { gpus, group } = state.operators[operator]!;
    return (
      !this.member &&
      gpus >= this.gpus &&
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
    return valueAt(this.#inputs.appraisalOf(this.id), fraction);
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
  { day, cashUsd, incomeUsd, dormant, admits, tasteFor }: ObservationInputs,
): OperatorObservation {
  const { state } = context;
  const traits = state.operators[operator]!;
  const { name, group, gpus } = traits;
  const { policy, entry } = state.world.groups[group]!.spec;
  const served = activeMemberships(state, operator).map(
    membership => state.mirrors.memberships.set[membership]!,
  );
  // Each set is appraised once, however many combinations with it are weighed.
  const appraisals: Appraisal[] = [];
  const appraisalOf = (set: SetId): Appraisal => {
    appraisals[set] ??= appraise(context, operator, set);
    return appraisals[set];
  };
  const worth = (sets: readonly SetId[]): Bundle => bundleOf(context, operator, sets, appraisalOf);
  const inputs: SetObservationInputs = { context, operator, served, worth, appraisalOf, admits, tasteFor };
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
    sets: state.world.sets.map(set => new LazySetObservation(inputs, set)),
    served,
    worth,
    rent: sets => expectedRentUsdPerWeek(context, operator, sets),
    admits,
  };
}
