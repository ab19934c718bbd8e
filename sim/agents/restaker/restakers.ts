import { type Clock, exponential, priority, type Stream, type Streams } from '../../engine/index.ts';
import type { AccountTraits } from '../../scenario/index.ts';
import type { State } from '../../state/state.ts';
import type { Policies } from '../policies.ts';
import { byBrand, byUtility, createCandidates } from './choice-set.ts';
import { createCurators } from './curator.ts';
import { accountsOf, createActs } from './delegation.ts';
import { createLiquidations } from './leverage.ts';
import { createPanic, type TellFlight } from './panic.ts';
import { weighing } from './policies/logit-policy.ts';
import {
  AccountSight,
  type Candidate,
  candidatesSeen,
  type RestakerPolicy,
  type RestakerSight,
} from './policies/policy.ts';
import type { SightHistory } from './utility.ts';
import type { Wallets } from './withdrawals-in-flight.ts';

/** The restakers of a world. */
export interface Restakers {
  readonly wallets: Wallets;
  /** Delegations, re-delegations and undelegations begun by each cohort since the last sample. */
  readonly moves: Int32Array;
  /** Tells the delegators of an operator that it lost this fraction of their stake. */
  alarm(operator: number, lost: number): void;
}

/** Room for the alarms of one operator in the numbers that draws are hashed from. */
const ALARMS_PER_OPERATOR = 65_536;

/** Loss of stake at which a slash has its full effect on attention. */
const FULL_ALARM = 0.01;

/**
 * Restakers on the clock. A cohort's reviews are one superposed Poisson process that picks an account; the account
 * decides by its cohort's policy on what could be seen `attentionLag` ago. All stake goes through the 14-day queue.
 *
 * @param custom policies in the place of those that the scenario names, by cohort
 * @param tell hears of those who flee and of positions that are liquidated
 * @throws Error for a cohort that is not in the world, or a policy that picks no operator of it
 */
export function createRestakers(
  state: State,
  accounts: AccountTraits,
  wallets: Wallets,
  sights: SightHistory,
  isOpen: (operator: number) => boolean,
  clock: Clock,
  streams: Streams,
  custom: NonNullable<Policies['restakers']> = {},
  tell: TellFlight = () => {},
): Restakers {
  const { world, mirrors } = state;
  const first = state.operators.length;
  const acts = createActs(state, accounts, wallets, clock);
  const alarmed = streams.hashed('restaker alarm');
  const alarms = new Uint32Array(first);

  for (const name of Object.keys(custom)) {
    if (!world.cohorts.some(cohort => cohort.name === name))
      throw new Error(
        `unknown cohort: ${name}; known: ${world.cohorts.map(cohort => cohort.name).join(', ')}`,
      );
  }
  const popularity = state.operators.map(operator => operator.popularity);
  /** The policy of a cohort, with candidates of its own: those of alarms and of reviews are drawn apart. */
  const policyOf = (cohort: number): RestakerPolicy => {
    const { name, spec } = world.cohorts[cohort]!;
    if (custom[name]) return custom[name];
    const { from, to } = accountsOf(state, accounts, cohort);
    const middle = Math.floor((from + to) / 2);
    const weigh =
      spec.policy.kind === 'inert'
        ? byBrand(popularity, sights, isOpen)
        : byUtility(spec.policy, sights, isOpen, () => acts.stakeUsd(middle));
    return weighing(spec.policy, sights, createCandidates(state.operators.length, weigh));
  };
  const cohorts = world.cohorts.map(({ name, spec }, cohort) => ({
    policy: spec.policy,
    members: accountsOf(state, accounts, cohort),
    clock: streams.stream('restaker reviews', name),
    stream: streams.stream('restaker choices', name),
    decide: policyOf(cohort),
    alarmed: {
      stream: streams.stream('restaker alarms', name),
      decide: policyOf(cohort),
    },
  }));

  const look = ({ seenOn, operator, stakeUsd }: RestakerSight): Candidate[] =>
    candidatesSeen(state, sights.on(seenOn), isOpen, operator, stakeUsd);

  /** @param lag age in days of what the account looks at: the last midnight at least that old */
  const review = (account: number, stream: Stream, decide: RestakerPolicy, lag: number): void => {
    const uniforms = [stream(), stream(), stream()] as const;
    const seenOn = Math.floor(clock.now - lag);
    // Before its first sight of a whole day nobody has anything to judge by.
    if (seenOn < 1 || !acts.free(account)) return;
    const operator = mirrors.delegatedTo[account]!;
    const stakeUsd = acts.stakeUsd(account);
    const { takes } = acts;
    const sight = new AccountSight({ day: clock.now, seenOn, stakeUsd, operator, takes }, look);
    const choice = decide(sight, uniforms);
    if (choice !== 'stay') acts.act(account, choice);
  };

  const wake = clock.kind('restaker review', cohort => {
    const { policy, members, clock: timer, stream, decide } = cohorts[cohort]!;
    const size = members.to - members.from;
    const account = members.from + Math.floor(timer() * size);
    review(account, stream, decide, policy.attentionLag);
    clock.after(exponential(timer, policy.reviewEvery / size), priority.act, wake, cohort);
  });
  const curates = (cohort: number): boolean => {
    const { name, spec } = world.cohorts[cohort]!;
    return spec.policy.kind === 'curator' && custom[name] === undefined;
  };
  createCurators(state, accounts, acts, sights, isOpen, clock, curates);
  cohorts.forEach(({ policy, members, clock: timer }, cohort) => {
    const size = members.to - members.from;
    if (size > 0 && !curates(cohort))
      clock.after(exponential(timer, policy.reviewEvery / size), priority.act, wake, cohort);
  });

  // Whoever is alarmed looks at operators as they are now, the slash included, on a stream of its own.
  const flight = clock.kind('restaker alarmed', account => {
    const { stream, decide } = cohorts[accounts.cohort[account - first]!]!.alarmed;
    review(account, stream, decide, 0);
  });

  const panic = createPanic(state, accounts, acts, clock, streams, tell);
  createLiquidations(state, accounts, acts, clock, streams, tell);

  return {
    wallets,
    moves: acts.moves,
    alarm: (operator, lost) => {
      panic(operator, lost);
      const alarm = operator * ALARMS_PER_OPERATOR + alarms[operator]!++;
      // What can be seen is published at midnight, after all else.
      const published = Math.ceil(clock.now);
      for (const account of acts.delegators.of(operator)) {
        const { policy } = cohorts[accounts.cohort[account - first]!]!;
        if (alarmed(account, alarm) >= policy.flight * Math.min(1, lost / FULL_ALARM)) continue;
        const time = Math.max(clock.now + policy.attentionLag, published);
        clock.at(time, priority.measure, flight, account);
      }
    },
  };
}
