import type { SetId } from '../ids.ts';
import {
  createSlashHistories,
  recordMemberDay,
  recordSlash,
  type SlashCause,
  slashOutlook,
} from './slash-history.ts';
import type { SlashOutlook } from './slash-outlook.ts';
import type { State } from './state.ts';

/**
 * What people expect of each set's slashing, with the public history that it follows from. The record grows with
 * every slash, but what follows from it is published only at midnight, or when a slasher is announced: nobody
 * reacts to a slash by expectations before the day is over.
 */
export interface SlashExpectations {
  /** Outlook for each set as it was last published, `[set]`: at midnight, and when a new slasher is announced. */
  today(): readonly SlashOutlook[];
  /** Adds a slash to the history of its set. */
  addSlash(slash: { readonly set: SetId; readonly cause: SlashCause; readonly fraction: number }): void;
  /** Notes that a set announced a new slasher, and publishes what people now expect. */
  announceSlasher(set: SetId): void;
  /** Notes that the new slasher of a set may slash. */
  putSlasherInEffect(set: SetId): void;
  /** Adds the day that ends, a day of each member, to the histories, and publishes what people now expect. */
  endDay(): void;
}

/** Expectations before anybody was slashed. One for all: operators and restakers share the public record. */
export function createSlashExpectations({ world, mirrors }: State): SlashExpectations {
  const { memberships } = mirrors;
  const histories = createSlashHistories(world);
  const outlooks = (): SlashOutlook[] => histories.map((history, set) => slashOutlook(world, set, history));
  let published: readonly SlashOutlook[] = outlooks();
  return {
    today: () => published,
    addSlash: ({ set, cause, fraction }) => recordSlash(histories[set]!, cause, fraction),
    announceSlasher: set => {
      histories[set]!.newSlasher.announced = true;
      published = outlooks();
    },
    putSlasherInEffect: set => {
      histories[set]!.newSlasher.inEffect = true;
    },
    endDay: () => {
      for (let membership = 0; membership < memberships.count; membership++) {
        if (memberships.registered[membership]) recordMemberDay(histories[memberships.set[membership]!]!);
      }
      published = outlooks();
    },
  };
}
