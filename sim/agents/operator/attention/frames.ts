import type { SetId } from '../../../ids.ts';
import type { World } from '../../../scenario/index.ts';
import { isEligible } from '../eligibility.ts';

/** Sets that an operator may ever join of its own accord. */
export interface JoinableSets {
  readonly sets: readonly SetId[];
  readonly has: (set: SetId) => boolean;
}

/**
 * Looks up the sets within a group's policy and an operator's hardware: made once for all operators that are alike in
 * both. Places that are auctioned are won by bids only.
 */
export function createFrames(world: World): (group: number, gpus: number) => JoinableSets {
  const known = world.groups.map(() => new Map<number, JoinableSets>());
  return (group, gpus) => {
    const before = known[group]!.get(gpus);
    if (before !== undefined) return before;
    const { policy } = world.groups[group]!.spec;
    const joinable = Uint8Array.from(world.sets, set =>
      Number(isEligible(policy, set) && gpus >= set.spec.admission.gpus && !set.spec.auction),
    );
    const frame = {
      sets: world.sets.map(({ id }) => id).filter(set => joinable[set] === 1),
      has: (set: SetId) => joinable[set] === 1,
    };
    known[group]!.set(gpus, frame);
    return frame;
  };
}
