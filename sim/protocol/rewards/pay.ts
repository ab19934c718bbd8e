import type { MembershipId, OperatorId } from '../../ids.ts';
import { accumulate, openSlot, takesPrecisely } from './accumulators.ts';
import { clearFlow } from './reward-flow.ts';
import { addTotals, noTotals, type PoolTotals } from './reward-streams.ts';
import type { Rewards } from './rewards.ts';
import { delegatedWeight, shareWeight, writeWeights } from './stake-weights.ts';
import { addToStatement } from './statements.ts';

/** One day's pool of a stream. */
export interface Payment {
  /** Tokens, before any fee. */
  readonly pool: number;
  readonly usdPerToken: number;
  /** Weights of an operator-directed stream, `[membership]`; read for eligible members only. */
  readonly weights?: ArrayLike<number>;
}

/**
 * Divides a stream's pool for the day that ends at this midnight and returns where it went, in tokens.
 * Each operator keeps its split of its part, even without delegators; its delegators share the rest by weight
 * (sidecar rewards calculation, v2.1 and v2.2; programmatic incentives). If nobody has weight the pool is
 * refunded; nothing rolls over to later days. To be called before `closeDay`.
 * @throws if the stream is unknown, no snapshot was taken yet, or pool, price or weights are out of range.
 */
export function pay(rewards: Rewards, stream: number, payment: Payment): Readonly<PoolTotals> {
  const { pool, usdPerToken, weights } = payment;
  const flow = rewards.flows[stream];
  if (flow === undefined)
    throw new Error(`unknown stream: ${stream}\ngive a number from 0 to ${rewards.flows.length - 1}`);
  if (rewards.day < 0) throw new Error('missing snapshot\ncall closeDay at time 0, before the first pay');
  checkAmount('pool', pool);
  checkAmount('price', usdPerToken);
  if (!rewards.paying) beginDay(rewards);

  const day = noTotals();
  day.pool = pool;
  day.fee = pool * (flow.stream.feeFraction ?? 0);
  const net = pool - day.fee;
  const total = writeWeights(rewards, flow, weights);
  if (total > 0) divide(rewards, stream, { net, total, usdPerToken }, day);
  else day.refunded = net;
  addTotals(flow.tokens, day, 1);
  addTotals(flow.usd, day, usdPerToken);
  return day;
}

/** Empties what the last settled day brought, to be filled anew, and sees who is registered to any set. */
export function beginDay(rewards: Rewards): void {
  const { memberships } = rewards.mirrors;
  const { lastDay, flows } = rewards;
  rewards.paying = true;
  lastDay.operatorCutUsd.fill(0);
  lastDay.restUsd.fill(0);
  if (lastDay.paidUsd.length < memberships.count)
    lastDay.paidUsd = new Float64Array(memberships.operator.length);
  else lastDay.paidUsd.fill(0);
  lastDay.earner.fill(0);
  for (let membership = 0; membership < memberships.count; membership++)
    if (memberships.eligible[membership] === 1) lastDay.earner[memberships.operator[membership]!] = 1;
  for (const flow of flows) {
    const { set } = flow.stream;
    clearFlow(flow, set < 0 ? lastDay.earner.length : (memberships.ofSet[set]?.length ?? 0));
  }
}

function divide(
  rewards: Rewards,
  stream: number,
  terms: { net: number; total: number; usdPerToken: number },
  day: PoolTotals,
): void {
  const { lastDay, snapshot, mirrors, statements } = rewards;
  const { net, total, usdPerToken } = terms;
  const flow = rewards.flows[stream]!;
  const { set } = flow.stream;
  const stated = flow.stream.kind === 'operatorDirected';
  const { memberships } = mirrors;
  const payees = set < 0 ? lastDay.earner.length : memberships.ofSet[set]!.length;
  for (let payee = 0; payee < payees; payee++) {
    const weight = flow.weight[payee]!;
    if (weight === 0) continue;
    const membership = set < 0 ? -1 : memberships.ofSet[set]![payee]!;
    const operator = set < 0 ? payee : memberships.operator[membership]!;
    const split = set < 0 ? snapshot.programmaticSplit[operator]! : snapshot.setSplit[membership]!;
    const amount = net * (weight / total);
    const cut = amount * split;
    const rest = amount - cut;
    flow.amount[payee]! += amount;
    flow.cut[payee]! += cut;
    if (statements !== undefined) addToStatement(statements.kept[operator]!, stream, cut, cut * usdPerToken);
    day.operators += cut;
    lastDay.operatorCutUsd[operator]! += cut * usdPerToken;
    if (membership >= 0) lastDay.paidUsd[membership]! += amount * usdPerToken;
    const staked = stated ? delegatedWeight(rewards, flow, { operator, membership }) : weight;
    if (staked === 0) {
      day.stuck += rest;
      continue;
    }
    day.restakers += rest;
    lastDay.restUsd[operator]! += rest * usdPerToken;
    accrue(rewards, stream, { payee, membership, operator, perWeight: rest / staked, usdPerToken });
  }
}

/** Gives an operator's delegators `perWeight` tokens for each unit of weight of their shares. */
function accrue(
  rewards: Rewards,
  stream: number,
  part: {
    payee: number;
    membership: MembershipId;
    operator: OperatorId;
    perWeight: number;
    usdPerToken: number;
  },
): void {
  const { snapshot, positions, mirrors, accumulators } = rewards;
  const { payee, operator, perWeight, usdPerToken } = part;
  const flow = rewards.flows[stream]!;
  for (let place = 0; place < flow.strategies.length; place++) {
    const strategy = flow.strategies[place]!;
    const index = operator * mirrors.strategies + strategy;
    if (positions.holders[index] === 0) continue;
    // Withdrawable shares are scaled shares x maximum magnitude, so one sum serves holders from before and
    // after any slash.
    const perShare = perWeight * shareWeight(rewards, flow, part, strategy);
    const tokens = perShare * snapshot.maxMagnitude[index]!;
    if (tokens === 0) continue;
    const usd = tokens * usdPerToken;
    const known = payee * flow.strategies.length + place;
    let slot = flow.slots[known]!;
    if (slot < 0 || !takesPrecisely(accumulators, slot, tokens, usd)) {
      slot = openSlot(accumulators, stream, index);
      flow.slots[known] = slot;
    }
    accumulate(accumulators, slot, tokens, usd);
  }
}

function checkAmount(noun: string, amount: number): void {
  if (!(amount >= 0 && amount < Infinity))
    throw new Error(`invalid ${noun}: ${amount}\ngive a finite number from 0`);
}
