import { type Clock, priority } from '../../engine/index.ts';
import type { AccountTraits } from '../../scenario/index.ts';
import { activeMemberships, exposedFraction } from '../../state/stake.ts';
import type { State } from '../../state/state.ts';
import { type Acts, accountsOf, mostOf } from './delegation.ts';
import { type Exposure, rebalance } from './rebalancing.ts';
import { type SightHistory, type Sights, sharedApr } from './utility.ts';

/**
 * Curators of liquid restaking on the clock: each moves its accounts between operators at a fixed rhythm, the
 * curators of a cohort evenly spread over it, towards the portfolio that a mean-variance investor under caps would
 * hold, and moves no more than its turnover at once. Accounts in the withdrawal queue wait.
 *
 * @param curates whether a cohort is one of curators
 */
export function createCurators(
  state: State,
  accounts: AccountTraits,
  acts: Acts,
  sights: SightHistory,
  isOpen: (operator: number) => boolean,
  clock: Clock,
  curates: (cohort: number) => boolean,
): void {
  const { world, mirrors } = state;
  const curators = world.cohorts.flatMap(({ spec }, cohort) => {
    if (!curates(cohort)) return [];
    const { from, to } = accountsOf(state, accounts, cohort);
    const length = (to - from) / spec.accounts;
    return Array.from({ length }, (_, index) => ({
      spec,
      from: from + index * spec.accounts,
      start: (spec.policy.rebalance!.every * (index + 1)) / length,
    }));
  });

  const turn = (curator: number): void => {
    const { spec, from } = curators[curator]!;
    const { policy } = spec;
    const { every, avsCap, turnover, correlation } = policy.rebalance!;
    clock.after(every, priority.act, kind, curator);
    const seenOn = Math.floor(clock.now - policy.attentionLag);
    // Before its first sight of a whole day nobody has anything to judge by.
    if (seenOn < 1) return;
    const seen = sights.on(seenOn);
    // The last place is outside restaking.
    const outside = state.operators.length;
    const placeOf = (account: number): number => {
      const operator = mirrors.delegatedTo[account]!;
      return operator < 0 ? outside : operator;
    };
    const own = Array.from({ length: spec.accounts }, (_, index) => from + index);
    const free = own.filter(acts.free);
    const held = new Int32Array(outside + 1);
    const movable = new Int32Array(outside + 1);
    for (const account of own) held[placeOf(account)]!++;
    for (const account of free) movable[placeOf(account)]!++;
    const before = Int32Array.from(held);
    const usd = acts.stakeUsd(from);
    const { lossWeight, tailAversion } = policy;
    const mandate = {
      accounts: spec.accounts,
      open: (place: number) =>
        place === outside || (isOpen(place) && seen.share[place]! > 0 && acts.takes(place)),
      yieldOf: (place: number, there: number) =>
        place === outside
          ? policy.baseYield
          : seen.apr[place]! +
            sharedApr(seen, place, (there - before[place]!) * usd) -
            lossWeight * seen.loss[place]! -
            tailAversion * seen.tail[place]!,
      exposures: [...state.operators.map(({ id }) => exposuresOf(state, id, seen)), []],
      riskAversion: policy.riskAversion,
      correlation,
      most: [...state.operators.map(() => mostOf(spec)), spec.accounts],
      mostByAvs: Math.floor(avsCap * spec.accounts + 1e-9),
      inertia: policy.inertia,
    };
    const budget = Math.floor(turnover * spec.accounts + 1e-9);
    for (const { from: place, to } of rebalance(mandate, held, movable, budget)) {
      const at = free.findIndex(account => placeOf(account) === place);
      acts.act(free.splice(at, 1)[0]!, to === outside ? 'exit' : to);
    }
  };
  const kind = clock.kind('curator rebalances', turn);
  curators.forEach(({ start }, curator) => {
    clock.at(start, priority.act, kind, curator);
  });
}

/** What the sets of an operator expose its delegators to: its allocations now, its sets' outlook as it was seen. */
function exposuresOf(state: State, operator: number, { slashing }: Sights): Exposure[] {
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
