import type { SetInWorld } from '../../scenario/index.ts';
import type { SlashOutlook } from '../../state/slash-outlook.ts';
import { acceptedStakeUsd, accountStakeUsd, activeMemberships, stakeUsd } from '../../state/stake.ts';
import { standingUsdPerWeek } from './accounting.ts';
import { canRejoin } from './actions/ledger-moves.ts';
import { considers } from './eligibility.ts';
import type {
  Bundle,
  MembershipValue,
  OperatorObservation,
  OperatorSetObservation,
  SetTerms,
} from './policies/operator-policy.ts';
import { leastFraction } from './valuation/allocation-plan.ts';
import { bundleOf } from './valuation/bundle.ts';
import { appraise, expectedRent, type Outlook } from './valuation/membership-value.ts';

/** What an observation needs beside the outlook. */
export interface Circumstances {
  readonly day: number;
  readonly cashUsd: number;
  readonly dormant: boolean;
  readonly incomeUsd: number;
  /** Whether the AVS would take the operator with such a part of its stake allocated. */
  readonly admits: (set: number, fraction: number) => boolean;
}

/** Who looks, and from where. */
interface Here {
  readonly outlook: Outlook;
  readonly operator: number;
  readonly served: readonly number[];
  readonly worth: (sets: readonly number[]) => Bundle;
  readonly admits: (set: number, fraction: number) => boolean;
}

/** A set that works out what is asked of it: one is made for every set at every review, and most are asked little. */
class LazySetObservation implements OperatorSetObservation {
  readonly #here: Here;
  readonly #set: SetInWorld;

  constructor(here: Here, set: SetInWorld) {
    this.#here = here;
    this.#set = set;
  }

  get id(): number {
    return this.#set.id;
  }

  get name(): string {
    return `${this.#set.avsName}.${this.#set.name}`;
  }

  get member(): boolean {
    return this.#here.served.includes(this.id);
  }

  get strategies(): readonly number[] {
    return this.#set.strategies;
  }

  get gpus(): number {
    return this.#set.spec.admission.gpus;
  }

  get slashing(): SlashOutlook {
    return this.#here.outlook.slashing[this.id]!;
  }

  get acceptedStakeUsd(): number {
    return acceptedStakeUsd(this.#here.outlook.state, this.#here.operator, this.id);
  }

  get leastFraction(): number {
    return leastFraction(this.#here.outlook.state, this.#here.operator, this.id);
  }

  get open(): boolean {
    const { outlook, operator } = this.#here;
    const { state } = outlook;
    const { gpus, group } = state.operators[operator]!;
    return (
      !this.member &&
      gpus >= this.gpus &&
      considers(state.world.groups[group]!.spec.policy, this.#set) &&
      canRejoin(state, operator, this.id)
    );
  }

  get admitted(): boolean {
    if (!this.open) return false;
    const fraction = this.#planned();
    return Number.isFinite(fraction) && this.#here.admits(this.id, fraction);
  }

  get terms(): SetTerms | undefined {
    const fraction = this.#planned();
    if (!Number.isFinite(fraction)) return undefined;
    const { outlook, operator, served } = this.#here;
    const others = served.filter(other => other !== this.id);
    const rent =
      expectedRent(outlook, operator, others) - expectedRent(outlook, operator, [...others, this.id]);
    return { ...this.termsAt(fraction), rent };
  }

  termsAt(fraction: number): MembershipValue {
    return appraise(this.#here.outlook, this.#here.operator, this.id, fraction);
  }

  /** The part of its stake that the operator would have here, beside its present sets. */
  #planned(): number {
    const { served, worth } = this.#here;
    return worth(this.member ? served : [...served, this.id]).plan.get(this.id)!;
  }
}

/** What an operator sees at a review. Sets are looked at when they are asked for: most policies ask for few. */
export function createObservation(
  outlook: Outlook,
  operator: number,
  { day, cashUsd, incomeUsd, dormant, admits }: Circumstances,
): OperatorObservation {
  const { state } = outlook;
  const traits = state.operators[operator]!;
  const { name, group, gpus } = traits;
  const { policy, entry } = state.world.groups[group]!.spec;
  const served = activeMemberships(state, operator).map(
    membership => state.mirrors.memberships.set[membership]!,
  );
  const worth = (sets: readonly number[]): Bundle => bundleOf(outlook, operator, sets);
  const here: Here = { outlook, operator, served, worth, admits };
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
    sets: state.world.sets.map(set => new LazySetObservation(here, set)),
    served,
    worth,
    rent: sets => expectedRent(outlook, operator, sets),
    admits,
  };
}
