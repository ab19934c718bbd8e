import { keyOf, type RewardEvents } from '../../sim/protocol/rewards/exact/index.ts';
import {
  attributionNow,
  closeDay,
  createRewards,
  pay,
  type Rewards,
} from '../../sim/protocol/rewards/index.ts';
import type { FlowPayment, FlowStream } from './flow-streams.ts';
import { type FlowWorld, playDay } from './flow-world.ts';

/** What reward flows paid an earner on one day, in wei. */
export interface FlowAmount {
  readonly wei: number;
  /** How finely it could be read: a restaker's pay is the difference of two readings of a growing sum. */
  readonly resolutionWei: number;
}

/**
 * Plays a world's events day by day and lets reward flows divide its pools. Yields what each day paid, under
 * `hash|role|earner`.
 */
export function* replayFlows(
  world: FlowWorld,
  events: RewardEvents,
  streams: readonly FlowStream[],
  horizon: number,
): Generator<ReadonlyMap<string, FlowAmount>> {
  const { mirrors, accounts } = world;
  const rewards = createRewards(mirrors, {
    streams: streams.map(({ stream }) => stream),
    cohortOf: Int32Array.from(accounts.values()),
    cohorts: accounts.size,
  });
  closeDay(rewards);
  for (let day = 0; day <= horizon; day++) {
    playDay(world, rewards, events, day);
    const before = attributionNow(rewards).tokens;
    const refunds = streams.map(({ payments }, index) => {
      const payment = payments.get(day);
      return payment === undefined ? 0 : payOne(world, rewards, index, payment);
    });
    const after = attributionNow(rewards).tokens;
    const amounts = new Map<string, FlowAmount>();
    for (const [index, { submission, stream, payments }] of streams.entries()) {
      if (!payments.has(day)) continue;
      const put = (role: string, earner: string, tokens: number, sum = 0) => {
        const resolutionWei = Number.EPSILON * mirrors.strategies * sum * 1e18;
        if (tokens !== 0)
          amounts.set(keyOf(submission.hash, role, earner), { wei: tokens * 1e18, resolutionWei });
      };
      for (const [earner, account] of accounts) {
        const cell = index * accounts.size + account;
        put('staker', earner, after[cell]! - before[cell]!, after[cell]!);
      }
      const { cut } = rewards.flows[index]!;
      const members = mirrors.memberships.ofSet[stream.set] ?? [];
      for (const [earner, operator] of world.operators) {
        const payee =
          stream.set < 0 ? operator : members.findIndex(m => mirrors.memberships.operator[m] === operator);
        put('operator', earner, cut[payee] ?? 0);
      }
      put('avs', submission.avs, refunds[index]!);
    }
    yield amounts;
    closeDay(rewards);
  }
}

/** Pays one stream for the day; what is refunded. */
function payOne(world: FlowWorld, rewards: Rewards, index: number, payment: FlowPayment): number {
  const { pool, stated } = payment;
  if (stated === undefined) return pay(rewards, index, { pool, usdPerToken: 1 }).refunded;
  const { memberships } = world.mirrors;
  const weights = new Float64Array(memberships.count);
  for (const [operator, amount] of stated) {
    const set = rewards.flows[index]!.stream.set;
    const number = world.operators.get(operator);
    const membership = memberships.ofSet[set]!.find(each => memberships.operator[each] === number);
    weights[membership!] = amount;
  }
  return pay(rewards, index, { pool, usdPerToken: 1, weights }).refunded;
}
