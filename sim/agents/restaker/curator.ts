import { priority } from '../../engine/index.ts';
import type { RestakerGroup, World } from '../../scenario/index.ts';
import { activeMemberships, exposedFraction } from '../../state/stake.ts';
import type { State } from '../../state/state.ts';
import type { RestakerContext } from './context.ts';
import { accountsOf, mostAccountsWithOne } from './delegation.ts';
import type { OperatorObservations } from './observation.ts';
import { type Exposure, type Mandate, rebalance } from './rebalancing.ts';
import { sharedApr } from './utility.ts';

/** A curator: one restaker with several accounts of equal stake. */
interface Curator {
  readonly spec: RestakerGroup;
  /** Its first account; the others follow. */
  readonly from: number;
  /** Time of its first rebalancing, in days. */
  readonly start: number;
}

/**
 * Curators of liquid restaking on the clock: each moves its accounts between operators at a fixed rhythm, the
 * curators of a cohort evenly spread over it, towards the portfolio that a mean-variance investor under caps would
 * hold, and moves no more than its turnover at once. Accounts in the withdrawal queue wait.
 *
 * @param curates whether a cohort is one of curators
 */
export function createCurators(
  context: RestakerContext,
  curates: (cohort: World['cohorts'][number]) => boolean,
): void {
  const { state, accounts, observations, clock } = context;
  const curators = state.world.cohorts.flatMap((cohort, number): Curator[] => {
    if (!curates(cohort)) return [];
    const { spec } = cohort;
    const { from, to } = accountsOf(state, accounts, number);
    const length = (to - from) / spec.accounts;
    return Array.from({ length }, (_, index) => ({
      spec,
      from: from + index * spec.accounts,
      start: (spec.policy.rebalance!.every * (index + 1)) / length,
    }));
  });
  const turn = clock.kind('curator rebalances', index => {
    const curator = curators[index]!;
    const { policy } = curator.spec;
    clock.after(policy.rebalance!.every, priority.act, turn, index);
    const seenOn = Math.floor(clock.now - policy.attentionLag);
    // Before the first observation of a whole day nobody has anything to judge by.
    if (seenOn >= 1) rebalanceAccounts(context, curator, observations.on(seenOn));
  });
  curators.forEach(({ start }, index) => {
    clock.at(start, priority.act, turn, index);
  });
}

/** Moves a curator's accounts as its mandate asks, on what it sees. */
function rebalanceAccounts(
  context: RestakerContext,
  { spec, from }: Curator,
  seen: OperatorObservations,
): void {
  const { state, delegations } = context;
  const { delegatedTo } = state.mirrors;
  const outside = state.operators.length;
  const destinationOf = (account: number): number => {
    const operator = delegatedTo[account]!;
    return operator < 0 ? outside : operator;
  };
  const own = Array.from({ length: spec.accounts }, (_, index) => from + index);
  const free = own.filter(delegations.free);
  const held = new Int32Array(outside + 1);
  const movable = new Int32Array(outside + 1);
  for (const account of own) held[destinationOf(account)]!++;
  for (const account of free) movable[destinationOf(account)]!++;
  const mandate = mandateOf(context, { spec, from }, { seen, before: Int32Array.from(held) });
  const budget = Math.floor(spec.policy.rebalance!.turnover * spec.accounts + 1e-9);
  for (const { from: left, to } of rebalance(mandate, held, movable, budget)) {
    const at = free.findIndex(account => destinationOf(account) === left);
    delegations.apply(free.splice(at, 1)[0]!, to === outside ? 'exit' : to);
  }
}

/**
 * A curator's mandate.
 *
 * @param before accounts in each destination now
 */
function mandateOf(
  { state, delegations, isOpen }: RestakerContext,
  { spec, from }: Pick<Curator, 'spec' | 'from'>,
  { seen, before }: { readonly seen: OperatorObservations; readonly before: Int32Array },
): Mandate {
  const { policy, accounts } = spec;
  const { avsCap, correlation } = policy.rebalance!;
  const outside = state.operators.length;
  const usd = delegations.stakeUsd(from);
  return {
    accounts,
    open: at => at === outside || (isOpen(at) && seen.share[at]! > 0 && delegations.takes(at)),
    yieldOf: (at, held) =>
      at === outside
        ? policy.baseYield
        : seen.apr[at]! +
          sharedApr(seen, at, (held - before[at]!) * usd) -
          policy.lossWeight * seen.loss[at]! -
          policy.tailAversion * seen.tail[at]!,
    exposures: [...state.operators.map(({ id }) => exposuresOf(state, id, seen)), []],
    riskAversion: policy.riskAversion,
    correlation,
    most: [...state.operators.map(() => mostAccountsWithOne(spec)), accounts],
    mostByAvs: Math.floor(avsCap * accounts + 1e-9),
    inertia: policy.inertia,
  };
}

/** What the sets of an operator expose its delegators to: its allocations now, its sets' outlook as it was seen. */
function exposuresOf(state: State, operator: number, { slashing }: OperatorObservations): Exposure[] {
  return activeMemberships(state, operator).map(membership => {
    const set = state.mirrors.memberships.set[membership]!;
    return {
      set,
      avs: state.world.sets[set]!.avs,
      fraction: exposedFraction(state, membership),
      variance: slashing[set]?.variance ?? 0,
    };
  });
}
