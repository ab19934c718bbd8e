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

/** Observations of all operators, kept for as long as the slowest cohort's attention lag; popularity before the first day. */
export function createObservations(state: State): ObservationHistory {
  const n = state.operators.length;
  const keep = dailyRetention(state.world.scenario.beliefs.memory);
  const lag = Math.ceil(Math.max(0, ...state.world.cohorts.map(({ spec }) => spec.policy.attentionLag)));
  const ring = Array.from({ length: lag + 2 }, () => beforeFirstDay(state));
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
        const kept = newest < 1 ? 0 : keep;
        now.apr[operator] = kept * before.apr[operator]! + (1 - kept) * apr;
        now.sharedUsd[operator] = kept * before.sharedUsd[operator]! + (1 - kept) * shared;
        now.stakeUsd[operator] = stake;
        now.share[operator] = total > 0 ? stake / total : 0;
        observeRisk(state, operator, slashing, now);
      }
      now.slashing = slashing;
      newest = day;
    },
  };
}

/** What can be seen before the first day: stake, and operators' popularity in the place of their shares of it. */
function beforeFirstDay(state: State): OperatorObservations {
  const n = state.operators.length;
  const all = state.operators.reduce((sum, { popularity }) => sum + popularity, 0);
  return {
    apr: new Float64Array(n),
    sharedUsd: new Float64Array(n),
    stakeUsd: Float64Array.from({ length: n }, (_, operator) => stakeUsd(state, operator)),
    loss: new Float64Array(n),
    variance: new Float64Array(n),
    tail: new Float64Array(n),
    share: Float64Array.from(state.operators, ({ popularity }) => (all > 0 ? popularity / all : 0)),
    slashing: [],
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
function observeRisk(
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
