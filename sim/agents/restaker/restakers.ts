import { type Clock, exponential, priority, type Stream, type Streams } from '../../engine/index.ts';
import { strategyUsd, type View } from '../../measures/view.ts';
import type { AccountTraits, RestakerGroup } from '../../scenario/index.ts';
import { logistic } from '../choice.ts';
import { appeal, type SightHistory } from './appeal.ts';
import { type Candidates, createCandidates } from './candidates.ts';
import { complete, enter, exit, move, QUEUE_DAYS, type Wallets } from './wallets.ts';

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
 * draws a candidate operator by logit over what its cohort saw `attentionLag` ago, then decides by binary logit
 * whether to move (less inertia), to leave for the base yield, or, from outside, to enter. All stake goes through
 * the 14-day queue.
 */
export function createRestakers(
  view: View,
  accounts: AccountTraits,
  wallets: Wallets,
  sights: SightHistory,
  isOpen: (operator: number) => boolean,
  clock: Clock,
  streams: Streams,
): Restakers {
  const { world, mirrors } = view;
  const first = view.operators.length;
  const moves = new Int32Array(world.cohorts.length);
  const alarmed = streams.hashed('restaker alarm');
  const alarms = new Uint32Array(first);

  const candidatesOf = (cohort: number, policy: RestakerGroup['policy']): Candidates => {
    const { from, to } = range(accounts, cohort);
    return createCandidates(view.operators.length, policy, sights, isOpen, () =>
      accountUsd(Math.floor((from + to) / 2)),
    );
  };
  const cohorts = world.cohorts.map(({ name, spec }, cohort) => ({
    policy: spec.policy,
    most: Math.max(1, Math.floor(spec.cap * spec.accounts + 1e-9)),
    members: range(accounts, cohort),
    clock: streams.stream('restaker reviews', name),
    stream: streams.stream('restaker choices', name),
    candidates: candidatesOf(cohort, spec.policy),
    alarmed: {
      stream: streams.stream('restaker alarms', name),
      candidates: candidatesOf(cohort, spec.policy),
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
  const review = (account: number, stream: Stream, candidates: Candidates, lag: number): void => {
    const cohort = accounts.cohort[account - first]!;
    const { policy, most } = cohorts[cohort]!;
    const [pick, decision, leaving] = [stream(), stream(), stream()];
    const lookedAt = Math.floor(clock.now - lag);
    // Before its first sight of a whole day nobody has anything to judge by.
    if (lookedAt < 1 || wallets.underway.has(account)) return;
    const picked = candidates.draw(lookedAt, pick);
    const candidate = picked >= 0 && takesStake(picked) ? picked : -1;
    const seen = sights.on(lookedAt);
    const best =
      candidate < 0 ? Number.NEGATIVE_INFINITY : appeal(seen, candidate, policy, accountUsd(account - first));
    const now = mirrors.delegatedTo[account]!;

    if (now < 0) {
      const gain = best - policy.baseYield - policy.inertia;
      if (candidate < 0 || decision >= logistic(policy.rationality * gain)) return;
      if (held(account, candidate) >= most) return;
      enter(view, wallets, account, candidate, clock.now);
      moves[cohort]!++;
      return;
    }
    const present = appeal(seen, now, policy, 0);
    const out = policy.baseYield - Math.max(present, best) - policy.inertia;
    if (leaving < logistic(policy.rationality * out)) {
      exit(view, wallets, account, clock.now);
    } else {
      if (candidate < 0 || candidate === now) return;
      if (decision >= logistic(policy.rationality * (best - present - policy.inertia))) return;
      if (held(account, candidate) >= most) return;
      move(view, wallets, account, candidate, clock.now);
    }
    moves[cohort]!++;
    began(account);
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
    const { policy, members, clock: timer, stream, candidates } = cohorts[cohort]!;
    const size = members.to - members.from;
    const account = first + members.from + Math.floor(timer() * size);
    review(account, stream, candidates, policy.attentionLag);
    clock.after(exponential(timer, policy.reviewEvery / size), priority.act, wake, cohort);
  });
  cohorts.forEach(({ policy, members, clock: timer }, cohort) => {
    const size = members.to - members.from;
    if (size > 0) clock.after(exponential(timer, policy.reviewEvery / size), priority.act, wake, cohort);
  });

  // Whoever is alarmed looks at operators as they are now, the slash included, on a stream of its own.
  const flight = clock.kind('restaker alarmed', account => {
    const { stream, candidates } = cohorts[accounts.cohort[account - first]!]!.alarmed;
    review(account, stream, candidates, 0);
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
