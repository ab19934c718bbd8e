import type { World } from '../scenario/index.ts';
import { type DayBook, note } from './day-book.ts';
import type { Row } from './tables.ts';

/** What someone who might break faith weighed: an AVS its slashing, or members of a set an attack on it. */
export interface Weighed {
  readonly avs: number;
  /** Set concerned; -1 where the AVS weighs. */
  readonly set: number;
  /** Operators that would be slashed. */
  readonly members: number;
  readonly profitUsd: number;
  readonly costUsd: number;
  /** No coalition costs less; below the cost only where the search for one was cut short. */
  readonly boundUsd: number;
  readonly strikes: boolean;
}

/** Row of the table `corruption`. */
function corruptionRow({ avss, sets }: World, day: number, weighed: Weighed): Row {
  const { avs, set, members, profitUsd, costUsd, boundUsd, strikes } = weighed;
  return {
    table: 'corruption',
    values: [
      day,
      avss[avs]!.name,
      set < 0 ? null : sets[set]!.name,
      set < 0 ? 'avs' : 'coalition',
      members,
      profitUsd,
      costUsd,
      strikes ? 1 : 0,
      boundUsd,
    ],
  };
}

/** Books what was weighed, and a strike among the events. */
export function noteWeighed(book: DayBook, world: World, time: number, weighed: Weighed): void {
  book.events.push(corruptionRow(world, time, weighed));
  if (!weighed.strikes) return;
  const { avs, set, profitUsd: usd, members } = weighed;
  if (set < 0) note(book, world, { time, kind: 'abuse', avs, usd, detail: `slashes ${members} operators` });
  else note(book, world, { time, kind: 'attack', set, usd, detail: `by ${members} operators` });
}
