import type { Availability, Service } from '../../../economy/index.ts';
import { pay } from '../../../protocol/rewards/index.ts';
import type { SetPay } from '../../../state/set-pay.ts';
import type { State } from '../../../state/state.ts';
import { poolUsdPerDay } from './budget.ts';
import { incentiveTokensPerDay } from './incentives.ts';
import type { PayStreams } from './pay-streams.ts';
import { directedWeights } from './reward-weights.ts';

/** The AVSs' and the programmes' paymasters. */
export interface Treasury {
  /** The last day's pay of each set. */
  readonly today: readonly SetPay[];
  /** Operators' cuts over the run, `[stream * groups + group]`. */
  readonly cuts: { readonly tokens: Float64Array; readonly usd: Float64Array };
  /** Pays every stream for the day that ends at this midnight. */
  payDay(day: number): void;
}

/**
 * Pays budgets in tokens: a week's budget in USD becomes tokens at the price of the week's first midnight of pay and is paid in
 * seven equal parts, as a reward submission is, so that its worth moves with the token over the week.
 */
export function createTreasury(
  state: State,
  streams: PayStreams,
  service: Service,
  availability: Availability,
): Treasury {
  const { world, mirrors, rewards, prices } = state;
  const { memberships } = mirrors;
  const groups = world.groups.length;
  const today = world.sets.map(
    (): SetPay => ({ pool: 0, fee: 0, operators: 0, restakers: 0, refunded: 0, stuck: 0 }),
  );
  const cuts = {
    tokens: new Float64Array(rewards.flows.length * groups),
    usd: new Float64Array(rewards.flows.length * groups),
  };
  const tokensPerUsd = new Float64Array(world.avss.length);
  const eligible = new Float64Array(world.sets.length);
  let weights = new Float64Array(64);

  const bookCuts = (stream: number, usdPerToken: number): void => {
    const { cut, stream: terms } = rewards.flows[stream]!;
    const payees = terms.set < 0 ? state.operators.length : (memberships.ofSet[terms.set]?.length ?? 0);
    for (let payee = 0; payee < payees; payee++) {
      if (cut[payee] === 0) continue;
      const operator = terms.set < 0 ? payee : memberships.operator[memberships.ofSet[terms.set]![payee]!]!;
      const at = stream * groups + state.operators[operator]!.group;
      cuts.tokens[at]! += cut[payee]!;
      cuts.usd[at]! += cut[payee]! * usdPerToken;
    }
  };

  return {
    today,
    cuts,
    payDay: day => {
      if (weights.length < memberships.count) weights = new Float64Array(2 * memberships.count);
      for (const { id } of world.sets) {
        eligible[id] = (memberships.ofSet[id] ?? []).reduce((sum, m) => sum + memberships.eligible[m]!, 0);
      }
      for (const { id, spec } of world.avss) {
        if (spec.budget && day % 7 === 0)
          tokensPerUsd[id] = 1 / prices.usd[world.assets.indexOf(spec.budget.token)]!;
      }
      for (const { id, avs, spec } of world.sets) {
        const stream = streams.ofSet[id]!;
        if (stream < 0) continue;
        const usdPerToken = prices.usd[rewards.flows[stream]!.stream.token]!;
        const directed = spec.reward.kind === 'operatorDirected';
        const paid = pay(rewards, stream, {
          pool: poolUsdPerDay(state, id, set => eligible[set]!) * tokensPerUsd[avs]!,
          usdPerToken,
          ...(directed ? { weights: directedWeights(state, id, service, availability, weights) } : {}),
        });
        for (const part of ['pool', 'fee', 'operators', 'restakers', 'refunded', 'stuck'] as const) {
          today[id]![part] = paid[part] * usdPerToken;
        }
        bookCuts(stream, usdPerToken);
      }
      streams.ofIncentive.forEach((stream, index) => {
        const usdPerToken = prices.usd[rewards.flows[stream]!.stream.token]!;
        pay(rewards, stream, { pool: incentiveTokensPerDay(world.incentives[index]!, day), usdPerToken });
        bookCuts(stream, usdPerToken);
      });
    },
  };
}
