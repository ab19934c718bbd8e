import type { IncentiveInWorld, Programmatic } from '../../../scenario/index.ts';
import type { State } from '../../../state/state.ts';

/**
 * Tokens that a programme mints for a day, if somebody presses the button of its week: a seventh of the week's amount. A
 * change of the amount holds from the first week that begins on its day or later (ELIP-012: for epochs to come only).
 */
export function emissionPerDay({ tokensPerWeek, change }: Programmatic, day: number): number {
  const factor = change.findLast(([from]) => from <= day - (day % 7))?.[1] ?? 1;
  return (tokensPerWeek / 7) * factor;
}

/** Whether the tokens of a day's week are minted at all (EmissionsController, pressButton). */
export function isPressed({ unpressed }: Programmatic, day: number): boolean {
  return !unpressed.includes(Math.floor(day / 7));
}

/** Tokens that a programme pays all earners, or one of its gauges its set, on a day. */
export function incentiveTokensPerDay({ spec, share }: IncentiveInWorld, day: number): number {
  return isPressed(spec, day) ? share * emissionPerDay(spec, day) : 0;
}

/** What a gauge pays on a day like the present one, in USD at today's price; nobody takes a missed week for the rule. */
export function gaugeUsdPerDay(state: State, { spec, share, token }: IncentiveInWorld): number {
  return share * emissionPerDay(spec, Math.max(0, state.rewards.day)) * state.prices.usd[token]!;
}
