import { priority } from '../../engine/index.ts';
import type { AccountId, OperatorId } from '../../ids.ts';
import type { RestakerGroup } from '../../scenario/index.ts';
import { activeMemberships, exposedFraction } from '../../state/stake.ts';
import type { State } from '../../state/state.ts';
import type { DecisionContext, RestakerContext } from './context.ts';
import { accountsOf, mostAccountsWithOne } from './delegation.ts';
import type { OperatorObservations } from './policies/observations.ts';
import { type Exposure, rebalance } from './policies/rebalancing.ts';
import type { PortfolioPolicy } from './policies/restaker-policy.ts';
import { sharersUsd } from './sharers.ts';

/** A restaker that rebalances its accounts, all of equal stake, as one portfolio: a curator. */
export interface PortfolioRestaker {
  readonly spec: RestakerGroup;
  readonly rebalancing: PortfolioPolicy;
  /** Its first account; the others follow. */
  readonly from: number;
  /** Time of its first rebalancing, in days. */
  readonly start: number;
}

/**
 * Puts on the clock the restakers that rebalance all their accounts together (curators of liquid restaking): at a fixed
 * rhythm, those of a cohort evenly spread over it, each moves accounts between operators towards what its mandate asks,
 * and no more than its turnover at once. Accounts in the withdrawal queue wait.
 *
 * @param rebalancings how the restakers of each cohort rebalance, `[cohort]`; undefined where they do not
 */
export function schedulePortfolioRebalancing(
  context: RestakerContext,
  rebalancings: readonly (PortfolioPolicy | undefined)[],
): void {
  const { state, observations, clock } = context;
  const curators = state.world.cohorts.flatMap((_, cohort): PortfolioRestaker[] => {
    const rebalancing = rebalancings[cohort];
    return rebalancing === undefined ? [] : portfolioRestakersOf(context, cohort, rebalancing);
  });
  const turn = clock.kind('curator rebalances', index => {
    const curator = curators[index]!;
    clock.after(curator.rebalancing.everyDays, priority.act, turn, index);
    const seenOn = Math.floor(clock.now - curator.spec.policy.attentionLag);
    rebalanceAccounts(context, curator, observations.on(seenOn));
  });
  curators.forEach(({ start }, index) => {
    clock.at(start, priority.act, turn, index);
  });
}

/** The restakers of a cohort that rebalance all their accounts together. */
export function portfolioRestakersOf(
  { state, accounts }: Pick<DecisionContext, 'state' | 'accounts'>,
  cohort: number,
  rebalancing: PortfolioPolicy,
): PortfolioRestaker[] {
  const { spec } = state.world.cohorts[cohort]!;
  const { from, to } = accountsOf(state, accounts, cohort);
  const length = (to - from) / spec.accounts;
  return Array.from({ length }, (_, index) => ({
    spec,
    rebalancing,
    from: from + index * spec.accounts,
    start: (rebalancing.everyDays * (index + 1)) / length,
  }));
}

/** Moves a curator's accounts as its mandate asks, on what it sees. */
export function rebalanceAccounts(
  context: DecisionContext,
  { spec, rebalancing, from }: PortfolioRestaker,
  observed: OperatorObservations,
): void {
  const { state, accounts, delegations, isOpen } = context;
  const { delegatedTo } = state.mirrors;
  const outside = state.operators.length;
  const destinationOf = (account: AccountId): number => {
    const operator = delegatedTo[account]!;
    return operator < 0 ? outside : operator;
  };
  const own = Array.from({ length: spec.accounts }, (_, index) => from + index);
  const free = own.filter(
    account => delegations.free(account) && accounts.passive[account - state.operators.length] === 0,
  );
  const held = new Int32Array(outside + 1);
  const movable = new Int32Array(outside + 1);
  for (const account of own) held[destinationOf(account)]!++;
  for (const account of free) movable[destinationOf(account)]!++;
  const mandate = rebalancing.mandate({
    observed,
    accounts: spec.accounts,
    mostWithOne: mostAccountsWithOne(spec),
    accountUsd: delegations.stakeUsd(from),
    outside,
    held: Int32Array.from(held),
    exposures: state.operators.map(({ id }) => exposuresOf(state, id, observed)),
    isOpen: operator => isOpen(operator) && observed.share[operator]! > 0 && delegations.takes(operator),
    sharersUsd: operator => sharersUsd(context, operator),
  });
  const budget = Math.floor(rebalancing.turnover * spec.accounts + 1e-9);
  for (const { from: left, to } of rebalance(mandate, held, movable, budget)) {
    const at = free.findIndex(account => destinationOf(account) === left);
    delegations.apply(free.splice(at, 1)[0]!, to === outside ? 'exit' : to);
  }
}

/** What the sets of an operator expose its delegators to: its allocations now, its sets' outlook as it was seen. */
function exposuresOf(state: State, operator: OperatorId, { slashing }: OperatorObservations): Exposure[] {
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
