import type { IncentiveInWorld } from '../../../scenario/index.ts';
import type { State } from '../../../state/state.ts';

/**
 * Tokens that a programme, or one of its gauges, pays on a day: a seventh of the week's amount. A change of the
 * amount holds from the first week that begins on its day or later (ELIP-012: for epochs to come only).
 */
export function incentiveTokensPerDay({ spec, share }: IncentiveInWorld, day: number): number {
  const week = day - (day % 7);
  const factor = spec.change.findLast(([from]) => from <= week)?.[1] ?? 1;
  return (spec.tokensPerWeek / 7) * share * factor;
}

/** What a gauge pays on the present day, in USD at today's price. */
export function gaugeUsdPerDay(state: State, gauge: IncentiveInWorld): number {
  return incentiveTokensPerDay(gauge, Math.max(0, state.rewards.day)) * state.prices.usd[gauge.token]!;
}
