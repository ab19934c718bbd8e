import type { OperatorId } from '../../ids.ts';
import type { SlashOutlook } from '../../state/slash-outlook.ts';
import { exposedFraction, stakeUsd } from '../../state/stake.ts';
import type { State } from '../../state/state.ts';
import { dailyRetention } from '../daily-retention.ts';
import { tailLoss } from '../tail-loss.ts';
import type { OperatorObservations, PastObservations } from './policies/observations.ts';

/** Observations of the last days, so that restakers with an attention lag see old ones. */
export interface ObservationHistory extends PastObservations {
  /**
   * Adds what can be seen at the end of a day.
   *
   * @param slashing what is expected of each set's slashing, `[set]`
   */
  observe(day: number, slashing: readonly SlashOutlook[]): void;
}

/**
 * Observations of all operators, kept for as long as the slowest cohort's attention lag.
 *
 * @param first what can be expected of each operator before its first day
 */
export function createObservations(state: State, first: OperatorObservations): ObservationHistory {
  const n = state.operators.length;
  const keep = dailyRetention(state.world.scenario.beliefs.memory);
  const lag = Math.ceil(Math.max(0, ...state.world.cohorts.map(({ spec }) => spec.policy.attentionLag)));
  const ring = Array.from({ length: lag + 2 }, () => copyOf(first));
  let newest = -1;
  return {
    on: day => ring[Math.max(0, Math.min(day, newest), newest - ring.length + 1) % ring.length]!,
    observe: (day, slashing) => {
      const before = ring[Math.max(0, day - 1) % ring.length]!;
      const now = ring[day % ring.length]!;
      const stakes = Float64Array.from({ length: n }, (_, operator) => stakeUsd(state, operator));
      const total = stakes.reduce((a, b) => a + b, 0);
      const directed = directedRestUsd(state);
      for (let operator = 0; operator < n; operator++) {
        const stake = stakes[operator]!;
        // The day paid for the stake at the midnight before, so that is what the return is on.
        const paidOn = before.stakeUsd[operator]!;
        const shared = 365 * directed[operator]!;
        const apr = paidOn > 1 ? (365 * state.rewards.lastDay.restUsd[operator]! - shared) / paidOn : 0;
        now.apr[operator] = keep * before.apr[operator]! + (1 - keep) * apr;
        now.sharedUsd[operator] = keep * before.sharedUsd[operator]! + (1 - keep) * shared;
        now.stakeUsd[operator] = stake;
        now.share[operator] = total > 0 ? stake / total : 0;
        observeRisk(state, operator, slashing, now);
      }
      now.slashing = slashing;
      newest = day;
    },
  };
}

/** Observations of their own, to be written over on later days. */
function copyOf(first: OperatorObservations): OperatorObservations {
  return {
    apr: first.apr.slice(),
    sharedUsd: first.sharedUsd.slice(),
    stakeUsd: first.stakeUsd.slice(),
    loss: first.loss.slice(),
    variance: first.variance.slice(),
    tail: first.tail.slice(),
    share: first.share.slice(),
    slashing: first.slashing,
  };
}

/** What each operator's delegators got on the last day from sets that do not pay by stake, in USD, `[operator]`. */
function directedRestUsd({ rewards, mirrors, operators, prices }: State): Float64Array {
  const rest = new Float64Array(operators.length);
  const { memberships } = mirrors;
  for (const { stream, amount, cut } of rewards.flows) {
    if (stream.kind !== 'operatorDirected') continue;
    const members = memberships.ofSet[stream.set] ?? [];
    for (let payee = 0; payee < members.length; payee++) {
      rest[memberships.operator[members[payee]!]!]! +=
        (amount[payee]! - cut[payee]!) * prices.usd[stream.token]!;
    }
  }
  return rest;
}

/** Adds an operator's slashing risk for its delegators: compound Poisson over its allocations, independent between sets. */
export function observeRisk(
  state: State,
  operator: OperatorId,
  slashing: readonly SlashOutlook[],
  into: OperatorObservations,
): void {
  let loss = 0;
  let variance = 0;
  let worst = 0;
  const { memberships } = state.mirrors;
  for (const membership of memberships.ofOperator[operator]!) {
    if (!memberships.registered[membership]) continue;
    const fraction = exposedFraction(state, membership);
    const terms = slashing[memberships.set[membership]!]!;
    loss += fraction * terms.lossPerYear;
    variance += fraction * fraction * terms.variance;
    worst = Math.max(worst, fraction * terms.worst);
  }
  into.loss[operator] = loss;
  into.variance[operator] = variance;
  into.tail[operator] = tailLoss(loss, worst);
}
