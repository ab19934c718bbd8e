import { type Clock, priority } from '../../engine/index.ts';
import { slashableFraction, type View } from '../../measures/view.ts';
import { updateSlasher } from '../../protocol/index.ts';
import type { World } from '../../scenario/index.ts';
import { bringTo, timeOf } from '../chain.ts';

/** The party that a set's slasher is handed to, as the ledger numbers those who slash: the AVSs come first. */
export function newSlasherOf(world: World, set: number): number {
  return world.avss.length + set;
}

/** Part of a member's accepted stake that one slash of the set's new slasher is feared to take; 0 if nothing is feared. */
export function fearedLoss(view: View, membership: number): number {
  const { feared } = view.world.sets[view.mirrors.memberships.set[membership]!]!.spec.newSlasher ?? {};
  return feared === undefined ? 0 : feared.fraction * slashableFraction(view, membership);
}

/** What AVSs that change a slasher tell the world: that they asked for it, and that it holds. */
export interface SlasherChangeListener {
  announced(set: number): void;
  inEffect(set: number): void;
}

/** Puts on the clock the changes of slashers that the scenario schedules: public at once, in force 126,001 blocks later. */
export function createSlasherChanges(view: View, clock: Clock, listener: SlasherChangeListener): void {
  const { world, ledger } = view;
  const hold = clock.kind('new slasher in effect', set => {
    bringTo(view, clock.now);
    listener.inEffect(set);
  });
  const announce = clock.kind('new slasher announced', set => {
    bringTo(view, clock.now);
    const effectBlock = updateSlasher(ledger, set, newSlasherOf(world, set));
    clock.at(timeOf(effectBlock), priority.act, hold, set);
    listener.announced(set);
  });
  for (const { id, spec } of world.sets) {
    if (spec.newSlasher) clock.at(spec.newSlasher.announced, priority.act, announce, id);
  }
}
