import type { Availability, PriceProcess, Service } from '../../../economy/index.ts';
import { type PoolTotals, pay } from '../../../protocol/rewards/index.ts';
import type { SetInWorld } from '../../../scenario/index.ts';
import type { SetPay } from '../../../state/set-pay.ts';
import type { State } from '../../../state/state.ts';
import { poolUsdPerDay } from './budget.ts';
import { createFunds } from './funds.ts';
import { emissionPerDay, incentiveTokensPerDay, isPressed } from './incentives.ts';
import type { PayStreams } from './pay-streams.ts';
import { fillDirectedWeights } from './reward-weights.ts';
import { createSelling } from './selling.ts';

/** The AVSs' and the programmes' paymasters. */
export interface Treasury {
  /** Pay of each set for the last day, `[set]`. */
  readonly lastDay: readonly SetPay[];
  /** Operators' cuts over the run, `[stream * groups + group]`. */
  readonly cuts: TokenSums;
  /** What went to nobody of each programme over the run, `[programme]`. */
  readonly burned: TokenSums;
  readonly unminted: TokenSums;
  /** Pays every stream for the day that ends at this midnight. */
  payDay(day: number): void;
  /** Lets prices answer the rewards that were sold, at the midnight at which a day begins. */
  sellOn(day: number): void;
}

/** Sums over the run, in tokens and at the prices of their days. */
export interface TokenSums {
  readonly tokens: Float64Array;
  readonly usd: Float64Array;
}

/** What pay is measured by, and what it moves. */
interface PaySurroundings {
  readonly service: Service;
  readonly availability: Availability;
  readonly scalePrice: PriceProcess['scale'];
}

/**
 * Pays budgets in tokens: a week's budget in USD becomes tokens at the price of the week's first midnight of pay and is paid in
 * seven equal parts, as a reward submission is, so that its worth moves with the token over the week. A day is paid as far
 * as funds go.
 */
export function createTreasury(
  state: State,
  payStreams: PayStreams,
  { service, availability, scalePrice }: PaySurroundings,
): Treasury {
  const { world, mirrors, rewards, prices } = state;
  const { memberships } = mirrors;
  const lastDay = world.sets.map(
    (): SetPay => ({ pool: 0, fee: 0, operators: 0, restakers: 0, refunded: 0, stuck: 0 }),
  );
  const cuts = noTokens(rewards.flows.length * world.groups.length);
  const burned = noTokens(world.programmes.length);
  const unminted = noTokens(world.programmes.length);
  const funds = createFunds(state, service);
  const selling = createSelling(state, scalePrice);
  const tokensPerUsd = new Float64Array(world.avss.length);
  let weights = new Float64Array(64);
  const usdPerToken = (stream: number): number => prices.usd[rewards.flows[stream]!.stream.token]!;

  const paySet = ({ id, avs, spec }: SetInWorld, eligible: readonly number[]): void => {
    const stream = payStreams.ofSet[id]!;
    if (stream < 0) return;
    const directed = spec.reward.kind === 'operatorDirected';
    if (directed) fillDirectedWeights(state, id, { service, availability }, weights);
    const paid = pay(rewards, stream, {
      pool: poolUsdPerDay(state, id, set => eligible[set]!) * tokensPerUsd[avs]!,
      usdPerToken: usdPerToken(stream),
      ...(directed ? { weights } : {}),
    });
    funds.spend(avs, paid.pool - paid.refunded);
    selling.receive(avs, paid.operators + paid.restakers);
    copyInUsd(lastDay[id]!, paid, usdPerToken(stream));
    addCuts(state, stream, usdPerToken(stream), cuts);
  };

  return {
    lastDay,
    cuts,
    burned,
    unminted,
    sellOn: selling.sellOn,
    payDay: day => {
      if (weights.length < memberships.count) weights = new Float64Array(2 * memberships.count);
      const eligible = world.sets.map(({ id }) =>
        (memberships.ofSet[id] ?? []).reduce((sum, membership) => sum + memberships.eligible[membership]!, 0),
      );
      for (const { id, spec } of world.avss) {
        if (spec.budget && day % 7 === 0)
          tokensPerUsd[id] = 1 / prices.usd[world.assets.indexOf(spec.budget.token)]!;
      }
      funds.open(tokensPerUsd);
      for (const set of world.sets) paySet(set, eligible);
      payStreams.ofIncentive.forEach((stream, index) => {
        const pool = incentiveTokensPerDay(world.incentives[index]!, day);
        pay(rewards, stream, { pool, usdPerToken: usdPerToken(stream) });
        addCuts(state, stream, usdPerToken(stream), cuts);
      });
      for (const { id, spec, token, burned: share } of world.programmes) {
        const [sums, part] = isPressed(spec, day) ? [burned, share] : [unminted, 1];
        addTokens(sums, id, part * emissionPerDay(spec, day), prices.usd[token]!);
      }
    },
  };
}

function noTokens(length: number): TokenSums {
  return { tokens: new Float64Array(length), usd: new Float64Array(length) };
}

function addTokens({ tokens, usd }: TokenSums, at: number, amount: number, usdPerToken: number): void {
  tokens[at]! += amount;
  usd[at]! += amount * usdPerToken;
}

function copyInUsd(into: SetPay, paid: Readonly<PoolTotals>, usdPerToken: number): void {
  for (const part of ['pool', 'fee', 'operators', 'restakers', 'refunded', 'stuck'] as const)
    into[part] = paid[part] * usdPerToken;
}

/** Adds what operators kept of a stream's last pay to the sums of their groups. */
function addCuts(state: State, stream: number, usdPerToken: number, cuts: TokenSums): void {
  const { memberships } = state.mirrors;
  const { cut, stream: terms } = state.rewards.flows[stream]!;
  const members = terms.set < 0 ? undefined : (memberships.ofSet[terms.set] ?? []);
  const payees = members?.length ?? state.operators.length;
  for (let payee = 0; payee < payees; payee++) {
    if (cut[payee] === 0) continue;
    const operator = members ? memberships.operator[members[payee]!]! : payee;
    const at = stream * state.world.groups.length + state.operators[operator]!.group;
    addTokens(cuts, at, cut[payee]!, usdPerToken);
  }
}
