import type { World } from '../../scenario/index.ts';
import type { CorruptionChoice } from '../../state/corruption-choice.ts';
import { type DayBook, note } from '../../state/event-log.ts';
import type { Row } from './index.ts';

/** Row of the table `corruption`. */
function corruptionRow({ avss, sets }: World, day: number, weighed: CorruptionChoice): Row {
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
export function noteWeighed(book: DayBook, world: World, time: number, weighed: CorruptionChoice): void {
  book.events.push(corruptionRow(world, time, weighed));
  if (!weighed.strikes) return;
  const { avs, set, profitUsd: usd, members } = weighed;
  if (set < 0) note(book, world, { time, kind: 'abuse', avs, usd, detail: `slashes ${members} operators` });
  else note(book, world, { time, kind: 'attack', set, usd, detail: `by ${members} operators` });
}
