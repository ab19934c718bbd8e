import type { OperatorId, SetId } from '../../../ids.ts';
import type { State } from '../../../state/state.ts';
import { isCapable } from '../../avs/admission.ts';
import { isEligible } from '../eligibility.ts';

/** Sets that an operator may ever join of its own accord. */
export interface JoinableSets {
  readonly sets: readonly SetId[];
  readonly has: (set: SetId) => boolean;
}

/**
 * Looks up the sets within a group's policy and an operator's hardware and credentials: made once for all operators that
 * are alike in these. Places that are auctioned are won by bids only.
 */
export function createFrames(
  state: Pick<State, 'world' | 'operators'>,
): (operator: OperatorId) => JoinableSets {
  const { world, operators } = state;
  const asked = [...new Set(world.sets.flatMap(({ spec }) => Object.keys(spec.admission.credentials)))];
  const known = new Map<string, JoinableSets>();
  return operator => {
    const { group, gpus, credentials } = operators[operator]!;
    const key = [group, gpus, ...asked.map(name => credentials[name])].join();
    const before = known.get(key);
    if (before !== undefined) return before;
    const { policy } = world.groups[group]!.spec;
    const joinable = Uint8Array.from(world.sets, set =>
      Number(isEligible(policy, set) && isCapable(state, operator, set.id) && !set.spec.auction),
    );
    const frame = {
      sets: world.sets.map(({ id }) => id).filter(set => joinable[set] === 1),
      has: (set: SetId) => joinable[set] === 1,
    };
    known.set(key, frame);
    return frame;
  };
}
