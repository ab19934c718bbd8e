import type { Availability, Service } from '../../economy/index.ts';
import type { AvsInWorld } from '../../scenario/index.ts';
import { capacityHours } from '../../state/capacity-hours.ts';
import type { SetPay } from '../../state/set-pay.ts';
import { membersOf, slashableUsd } from '../../state/stake.ts';
import type { State } from '../../state/state.ts';
import type { AvsDecision, AvsObservation, AvsPolicy } from './avs-policy.ts';
import { controllerPolicy } from './controller.ts';

/** Days between two decisions of a policy that no controller of the scenario times. */
const EPOCH_DAYS = 7;

/** What was seen of an AVS's sets and tasks since it last decided. */
interface Epoch {
  readonly avs: AvsInWorld;
  readonly policy: AvsPolicy;
  /** Days between two decisions. */
  readonly every: number;
  /** Paid to operators and restakers of each set, in USD, by name of the set. */
  readonly paidUsd: Map<string, number>;
  /** Hours that members could have worked, hours that arrived, and tasks that ended, by name of the task. */
  readonly tasks: Map<string, { capacity: number; demand: number; onTime: number; ended: number }>;
  /** What the policy told itself last time. */
  memory: readonly number[];
}

/** What AVSs see beside the state, and who decides for them. */
export interface BudgetReviewTerms {
  readonly state: State;
  /** Policies in the place of the controllers of the scenario, by name of the AVS. */
  readonly policies: Readonly<Record<string, AvsPolicy>>;
  readonly service: Service;
  readonly availability: Availability;
  /** What each set was paid for the last day, `[set]`. */
  readonly pay: readonly SetPay[];
}

/**
 * The AVSs that adapt: each decides about its budget at the end of every epoch, on what it saw of it.
 *
 * @returns what to call at the end of each day, after pay
 * @throws Error if a policy names no AVS that pays; in the run, if one decides on a budget that cannot be
 */
export function createBudgetReviews(terms: BudgetReviewTerms): (day: number) => void {
  const { state, policies, service, availability, pay } = terms;
  const paying = state.world.avss.filter(({ spec }) => spec.budget);
  for (const name of Object.keys(policies)) {
    if (!paying.some(avs => avs.name === name)) {
      const known = paying.map(avs => avs.name).join(', ');
      throw new Error(`unknown AVS: ${name}; a policy is for one that has a budget: ${known}`);
    }
  }
  const epochs = paying.flatMap((avs): Epoch[] => {
    const { controller } = avs.spec.budget!;
    const policy = policies[avs.name] ?? (controller && controllerPolicy(controller));
    if (policy === undefined) return [];
    const every = controller?.every ?? EPOCH_DAYS;
    return [{ avs, policy, every, paidUsd: new Map(), tasks: new Map(), memory: [] }];
  });

  /** Adds what is seen of a day to an epoch. */
  const look = ({ avs, paidUsd, tasks }: Epoch): void => {
    for (const { id, name } of avs.sets) {
      const { operators, restakers } = pay[id]!;
      paidUsd.set(name, (paidUsd.get(name) ?? 0) + operators + restakers);
    }
    for (const { id, name, avs: owner, spec } of state.world.tasks) {
      if (owner !== avs.id) continue;
      const { demandHours, onTime, late, lost } = service.today[id]!;
      const seen = tasks.get(name) ?? { capacity: 0, demand: 0, onTime: 0, ended: 0 };
      seen.capacity += capacityHours(state, service.members[id]!, spec.resource, availability);
      seen.demand += demandHours;
      seen.onTime += onTime;
      seen.ended += onTime + late + lost;
      tasks.set(name, seen);
    }
  };

  const decide = (epoch: Epoch, day: number): void => {
    const { avs, policy } = epoch;
    const budget = state.budgets[avs.id]!;
    const decision = policy(observationOf(state, epoch, day));
    const { usdPerWeek, split = budget.split, memory = [] } = decision;
    check(avs, { usdPerWeek, split });
    state.budgets[avs.id] = { usdPerWeek, split };
    epoch.memory = memory;
    epoch.paidUsd.clear();
    epoch.tasks.clear();
  };

  return day => {
    for (const epoch of epochs) {
      look(epoch);
      if (day % epoch.every === 0) decide(epoch, day);
    }
  };
}

/** What an AVS observes when it decides: its sets as they are, their pay and its tasks over the epoch. */
function observationOf(state: State, { avs, paidUsd, tasks, memory }: Epoch, day: number): AvsObservation {
  const sets = avs.sets.map(({ id, name }) => {
    const members = membersOf(state, id);
    const slashable = members.reduce((sum, membership) => sum + slashableUsd(state, membership), 0);
    return [name, { members: members.length, slashableUsd: slashable, paidUsd: paidUsd.get(name)! }] as const;
  });
  const served = [...tasks].map(([name, { capacity, demand, onTime, ended }]) => {
    const observation = {
      coverage: demand > 0 ? capacity / demand : null,
      onTime: ended > 0 ? onTime / ended : null,
    };
    return [name, observation] as const;
  });
  return {
    day,
    budget: state.budgets[avs.id]!,
    sets: Object.fromEntries(sets),
    tasks: Object.fromEntries(served),
    memory,
  };
}

/** Refuses a decision that the run could not carry out. */
function check(
  { name, sets }: AvsInWorld,
  { usdPerWeek, split }: Required<Omit<AvsDecision, 'memory'>>,
): void {
  if (!(usdPerWeek >= 0 && usdPerWeek < Number.POSITIVE_INFINITY))
    throw new Error(`invalid budget of ${name}: ${usdPerWeek}; decide on USD a week, 0 or more`);
  if (split === 'perMember') {
    if (sets.some(({ spec }) => spec.auction))
      throw new Error(`invalid split of ${name}: perMember; places are auctioned out of shares`);
    return;
  }
  const stranger = Object.keys(split).find(set => !sets.some(own => own.name === set));
  if (stranger !== undefined) throw new Error(`unknown set of ${name}: ${stranger}`);
  const shares = Object.values(split);
  const sum = shares.reduce((total, share) => total + share, 0);
  if (!(shares.every(share => share >= 0) && Math.abs(sum - 1) <= 1e-9))
    throw new Error(`invalid split of ${name}: ${shares.join(', ')}; make shares that sum to 1`);
}
