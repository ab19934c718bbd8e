import type { SetId } from '../ids.ts';
import {
  byCondition,
  type Condition,
  conditions,
  slashingConditions,
  type World,
} from '../scenario/index.ts';
import type { SlashOutlook } from './slash-outlook.ts';

/** What stake was slashed for: an offence, or nothing at all. */
export type SlashCause = Condition | 'false';

/**
 * What is publicly known of a set's slashes: how much was lost for what, over how many member-years. Sums are over
 * slashes, so that a history takes the same room after any number of them.
 */
export interface SlashHistory {
  memberYears: number;
  /** Sums over slashes of the fraction of the allocation taken, and of its square, by cause. */
  readonly lost: Record<SlashCause, number>;
  readonly lostSquared: Record<SlashCause, number>;
  /** Largest fraction that a false slash took. */
  worstFalse: number;
  /** Whether a new slasher was announced, and member-years since it may slash. */
  readonly newSlasher: { announced: boolean; inEffect: boolean; memberYears: number };
}

/**
 * A history with nothing in it for each set of the world, `[set]`. A cause is there from the start with 0, whether
 * or not the set slashes for it.
 */
export function createSlashHistories(world: World): SlashHistory[] {
  const zero = (): Record<SlashCause, number> => ({ ...byCondition(slashingConditions, () => 0), false: 0 });
  return world.sets.map(() => ({
    memberYears: 0,
    lost: zero(),
    lostSquared: zero(),
    worstFalse: 0,
    newSlasher: { announced: false, inEffect: false, memberYears: 0 },
  }));
}

/**
 * Adds a slash to a history.
 *
 * @param fraction part of the operator's allocation that it took
 */
export function recordSlash(history: SlashHistory, cause: SlashCause, fraction: number): void {
  history.lost[cause] += fraction;
  history.lostSquared[cause] += fraction * fraction;
  if (cause === 'false') history.worstFalse = Math.max(history.worstFalse, fraction);
}

/** Adds a day of one member to a history. A year has 365 days, as in every rate of a scenario. */
export function recordMemberDay(history: SlashHistory): void {
  history.memberYears += 1 / 365;
  if (history.newSlasher.inEffect) history.newSlasher.memberYears += 1 / 365;
}

/**
 * Outlook for a set: a gamma-Poisson mean between what its terms make people expect and what was seen, the
 * first weighing `weightYears` member-years. Nobody expects false slashes before one was seen, but of a slasher that
 * was announced what the scenario says, until member-years under it say otherwise.
 *
 * A rate lambda with a gamma prior of mean offencesPerYear and weight weightYears, after so many member-years of
 * Poisson counts, has the mean (prior x weight + seen) / (weight + years); each slash enters with the fraction that
 * it took, and the variance, of a compound Poisson sum, with its square. The prior of an offence has the fraction
 * of a first one, what was seen has the fractions as they were, repeats among them.
 */
export function slashOutlook(world: World, set: SetId, history: SlashHistory): SlashOutlook {
  const { offencesPerYear, weightYears } = world.scenario.beliefs;
  const { slashing, newSlasher } = world.sets[set]!.spec;
  const years = weightYears + history.memberYears;
  let lossPerYear = history.lost.false / years;
  let variance = history.lostSquared.false / years;
  let worst = history.worstFalse;
  if (history.newSlasher.announced && newSlasher?.feared) {
    const { perYear, fraction } = newSlasher.feared;
    const rate = (perYear * weightYears) / (weightYears + history.newSlasher.memberYears);
    lossPerYear += rate * fraction;
    variance += rate * fraction * fraction;
    worst = Math.max(worst, fraction);
  }
  for (const condition of conditions) {
    const terms = slashing[condition];
    if (terms === undefined) continue;
    const expected = offencesPerYear[condition] * weightYears;
    lossPerYear += (expected * terms.fraction + history.lost[condition]) / years;
    variance += (expected * terms.fraction * terms.fraction + history.lostSquared[condition]) / years;
    worst = Math.max(worst, terms.repeat?.max ?? terms.fraction);
  }
  return { lossPerYear, variance, worst };
}
