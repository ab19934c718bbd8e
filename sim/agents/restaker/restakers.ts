import { type Clock, exponential, priority, type Stream, type Streams } from '../../engine/index.ts';
import { strategyUsd, type View } from '../../measures/view.ts';
import type { AccountTraits } from '../../scenario/index.ts';
import type { Policies } from '../policies.ts';
import type { SightHistory } from './appeal.ts';
import { byBrand, byUtility, createCandidates } from './candidates.ts';
import { candidatesSeen, type RestakerPolicy } from './policy.ts';
import { complete, enter, exit, move, QUEUE_DAYS, type Wallets } from './wallets.ts';
import { weighing } from './weighing.ts';

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
 * @throws Error for a cohort that is not in the world, or a policy that picks no operator of it
 */
export function createRestakers(
  view: View,
  accounts: AccountTraits,
  wallets: Wallets,
  sights: SightHistory,
  isOpen: (operator: number) => boolean,
  clock: Clock,
  streams: Streams,
  custom: NonNullable<Policies['restakers']> = {},
): Restakers {
  const { world, mirrors } = view;
  const first = view.operators.length;
  const moves = new Int32Array(world.cohorts.length);
  const alarmed = streams.hashed('restaker alarm');
  const alarms = new Uint32Array(first);

  for (const name of Object.keys(custom)) {
    if (!world.cohorts.some(cohort => cohort.name === name))
      throw new Error(
        `unknown cohort: ${name}; known: ${world.cohorts.map(cohort => cohort.name).join(', ')}`,
      );
  }
  const popularity = view.operators.map(operator => operator.popularity);
  /** The policy of a cohort, with candidates of its own: those of alarms and of reviews are drawn apart. */
  const policyOf = (cohort: number): RestakerPolicy => {
    const { name, spec } = world.cohorts[cohort]!;
    if (custom[name]) return custom[name];
    const { from, to } = range(accounts, cohort);
    const typicalUsd = (): number => accountUsd(Math.floor((from + to) / 2));
    const weigh =
      spec.policy.kind === 'inert'
        ? byBrand(popularity, sights, isOpen)
        : byUtility(spec.policy, sights, isOpen, typicalUsd);
    return weighing(spec.policy, sights, createCandidates(view.operators.length, weigh));
  };
  const cohorts = world.cohorts.map(({ name, spec }, cohort) => ({
    policy: spec.policy,
    most: Math.max(1, Math.floor(spec.cap * spec.accounts + 1e-9)),
    members: range(accounts, cohort),
    clock: streams.stream('restaker reviews', name),
    stream: streams.stream('restaker choices', name),
    decide: policyOf(cohort),
    alarmed: {
      stream: streams.stream('restaker alarms', name),
      decide: policyOf(cohort),
    },
  }));

  /** Stake that an account came with, in USD at today's prices. */
  const accountUsd = (index: number): number => {
    let usd = 0;
    for (let k = 0; k < mirrors.strategies; k++)
      usd += accounts.stake[index * mirrors.strategies + k]! * strategyUsd(view, k);
    return usd;
  };

  const settle = clock.kind('withdrawal completes', account => complete(view, wallets, account, clock.now));
  const began = (account: number): void => {
    clock.after(QUEUE_DAYS, priority.act, settle, account);
  };

  /** @param lag age in days of what the account looks at: the last midnight at least that old */
  const review = (account: number, stream: Stream, decide: RestakerPolicy, lag: number): void => {
    const cohort = accounts.cohort[account - first]!;
    const uniforms = [stream(), stream(), stream()] as const;
    const seenOn = Math.floor(clock.now - lag);
    // Before its first sight of a whole day nobody has anything to judge by.
    if (seenOn < 1 || wallets.underway.has(account)) return;
    const operator = mirrors.delegatedTo[account]!;
    const stakeUsd = accountUsd(account - first);
    const choice = decide(
      {
        day: clock.now,
        seenOn,
        stakeUsd,
        operator,
        takes: takesStake,
        get candidates() {
          return candidatesSeen(view, sights.on(seenOn), isOpen, operator, stakeUsd);
        },
      },
      uniforms,
    );
    if (choice === 'exit' && operator >= 0) exit(view, wallets, account, clock.now);
    else if (typeof choice !== 'number' || !mayGo(account, choice)) return;
    else if (operator < 0) enter(view, wallets, account, choice, clock.now);
    else move(view, wallets, account, choice, clock.now);
    moves[cohort]!++;
    if (operator >= 0) began(account);
  };

  /** Whether an account may be delegated to an operator that it is not with. */
  const mayGo = (account: number, operator: number): boolean => {
    if (view.operators[operator] === undefined) throw new Error(`unknown operator: ${operator}`);
    if (operator === mirrors.delegatedTo[account] || !takesStake(operator)) return false;
    return held(account, operator) < cohorts[accounts.cohort[account - first]!]!.most;
  };

  /** The protocol refuses stake for an operator that was slashed of all its magnitude in a strategy. */
  const takesStake = (operator: number): boolean => {
    const slots = mirrors.strategies;
    return mirrors.maxMagnitude.subarray(operator * slots, (operator + 1) * slots).every(left => left > 0);
  };

  /** Accounts of the same restaker that are with an operator. */
  const held = (account: number, operator: number): number => {
    const restaker = accounts.restaker[account - first]!;
    let count = 0;
    for (let other = account - first; other >= 0 && accounts.restaker[other] === restaker; other--) {
      if (mirrors.delegatedTo[first + other] === operator) count++;
    }
    for (
      let other = account - first + 1;
      other < accounts.count && accounts.restaker[other] === restaker;
      other++
    ) {
      if (mirrors.delegatedTo[first + other] === operator) count++;
    }
    return count;
  };

  const wake = clock.kind('restaker review', cohort => {
    const { policy, members, clock: timer, stream, decide } = cohorts[cohort]!;
    const size = members.to - members.from;
    const account = first + members.from + Math.floor(timer() * size);
    review(account, stream, decide, policy.attentionLag);
    clock.after(exponential(timer, policy.reviewEvery / size), priority.act, wake, cohort);
  });
  cohorts.forEach(({ policy, members, clock: timer }, cohort) => {
    const size = members.to - members.from;
    if (size > 0) clock.after(exponential(timer, policy.reviewEvery / size), priority.act, wake, cohort);
  });

  // Whoever is alarmed looks at operators as they are now, the slash included, on a stream of its own.
  const flight = clock.kind('restaker alarmed', account => {
    const { stream, decide } = cohorts[accounts.cohort[account - first]!]!.alarmed;
    review(account, stream, decide, 0);
  });

  return {
    wallets,
    moves,
    alarm: (operator, lost) => {
      const alarm = operator * ALARMS_PER_OPERATOR + alarms[operator]!++;
      // What can be seen is published at midnight, after all else.
      const published = Math.ceil(clock.now);
      for (let account = first; account < first + accounts.count; account++) {
        if (mirrors.delegatedTo[account] !== operator) continue;
        const { policy } = cohorts[accounts.cohort[account - first]!]!;
        if (alarmed(account, alarm) >= policy.flight * Math.min(1, lost / FULL_ALARM)) continue;
        const time = Math.max(clock.now + policy.attentionLag, published);
        clock.at(time, priority.measure, flight, account);
      }
    },
  };
}

/** Accounts of a cohort: they stand together. */
function range(accounts: AccountTraits, cohort: number): { from: number; to: number } {
  const from = accounts.cohort.indexOf(cohort);
  return from < 0 ? { from: 0, to: 0 } : { from, to: accounts.cohort.lastIndexOf(cohort) + 1 };
}
