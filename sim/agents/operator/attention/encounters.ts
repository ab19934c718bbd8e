import type { Stream } from '../../../engine/index.ts';
import type { SetId } from '../../../ids.ts';

/** The order in which an operator comes upon sets: a random permutation, drawn only as far as it is asked for. */
export interface Encounters {
  /** The first so many sets of that order that pass: each that passes is as likely among them as any other. */
  first(count: number, passes: (set: SetId) => boolean): SetId[];
}

/**
 * A new order.
 *
 * @param sets those that it is an order of
 */
export function createEncounters(sets: readonly SetId[], draw: Stream): Encounters {
  const order: SetId[] = [];
  const met = new Set<SetId>();
  /** The set at a place of the order, drawn until it is one that was not met before. */
  const at = (place: number): SetId => {
    while (order.length <= place) {
      const set = sets[Math.floor(draw() * sets.length)]!;
      if (met.has(set)) continue;
      met.add(set);
      order.push(set);
    }
    return order[place]!;
  };
  return {
    first: (count, passes) => {
      const found: SetId[] = [];
      for (let place = 0; place < sets.length && found.length < count; place++) {
        const set = at(place);
        if (passes(set)) found.push(set);
      }
      return found;
    },
  };
}
