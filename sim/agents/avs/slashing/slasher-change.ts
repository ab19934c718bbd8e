import { type Clock, priority } from '../../../engine/index.ts';
import type { MembershipId, SetId } from '../../../ids.ts';
import { updateSlasher } from '../../../protocol/index.ts';
import type { World } from '../../../scenario/index.ts';
import { bringLedgerTo, timeOfBlock } from '../../../state/block-time.ts';
import { slashableFraction } from '../../../state/stake.ts';
import type { State } from '../../../state/state.ts';

/** The party that a set's slasher is handed to, as the ledger numbers those who slash: the AVSs come first. */
export function newSlasherOf(world: World, set: SetId): number {
  return world.avss.length + set;
}

/** Part of a member's accepted stake that one slash of the set's new slasher is feared to take; 0 if nothing is feared. */
export function fearedLoss(state: State, membership: MembershipId): number {
  const { feared } = state.world.sets[state.mirrors.memberships.set[membership]!]!.spec.newSlasher ?? {};
  return feared === undefined ? 0 : feared.fraction * slashableFraction(state, membership);
}

/** What AVSs that change the slasher of a set tell others. */
export interface SlasherChangeListener {
  /** Called when the change is announced. */
  slasherAnnounced(set: SetId): void;
  /** Called when the new slasher may slash. */
  slasherInEffect(set: SetId): void;
}

/** Puts on the clock the changes of slashers that the scenario schedules: public at once, in force 126,001 blocks later. */
export function createSlasherChanges(state: State, clock: Clock, listener: SlasherChangeListener): void {
  const { world, ledger } = state;
  const hold = clock.kind('new slasher in effect', set => {
    bringLedgerTo(state, clock.now);
    listener.slasherInEffect(set);
  });
  const announce = clock.kind('new slasher announced', set => {
    bringLedgerTo(state, clock.now);
    const effectBlock = updateSlasher(ledger, set, newSlasherOf(world, set));
    clock.at(timeOfBlock(effectBlock), priority.act, hold, set);
    listener.slasherAnnounced(set);
  });
  for (const { id, spec } of world.sets) {
    if (spec.newSlasher) clock.at(spec.newSlasher.announced, priority.act, announce, id);
  }
}
