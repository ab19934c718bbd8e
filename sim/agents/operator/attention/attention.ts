import { log, type Streams } from '../../../engine/index.ts';
import type { OperatorId, SetId } from '../../../ids.ts';
import type { OperatorTraits, SetInWorld, World } from '../../../scenario/index.ts';
import type { SetBeliefs } from '../valuation/beliefs.ts';
import { createEncounters, type Encounters } from './encounters.ts';
import { createFrames, type JoinableSets } from './frames.ts';
import { type PriceList, priceListOf } from './price-list.ts';
import { type AttentionInputs, bestOf } from './shortlist.ts';

/** Sets that an operator weighs. */
export interface Weighed {
  /** In the order of their numbers, those that it serves among them. */
  readonly sets: readonly SetInWorld[];
  /**
   * What a choice by logit adds to the utility of serving a set, since it stands for those that were not drawn: minus the
   * logarithm of the probability with which it was; 0 where it was not drawn.
   */
  readonly correction: (set: SetId) => number;
}

/** What operators pay attention to among the sets that they might serve. */
export interface Attention {
  /**
   * Sets that an operator weighs as it looks: those that it serves, and as many others as its policy's `attention` says,
   * the better half by the price list of the day for its hardware and stake, the rest drawn at random. All sets of the
   * world if there are no more.
   */
  weigh(look: AttentionInputs): Weighed;
  /** Has price lists made anew when they are next looked at: beliefs have changed. */
  refresh(): void;
}

/** What an operator keeps in mind from one look to the next. */
interface Memory {
  readonly epoch: number;
  readonly encounters: Encounters;
  /** Corrections of sets that were drawn, those joined since among them. */
  corrections: ReadonlyMap<SetId, number>;
}

/** Every set of a world: the choice set of an operator whose attention nothing limits. */
export function everySet(world: World): Weighed {
  return { sets: world.sets, correction: () => 0 };
}

/**
 * Attention of all operators of a world. Choices among the sets weighed have, over operators, the shares that a choice
 * among all sets has: sampling of alternatives with its correction (McFadden, Modelling the choice of residential
 * location, 1978). Who joins a set that was drawn keeps its correction for as long as its tastes last and it serves the
 * set, and comes upon the same sets again: it joined as one of those that like some set of its kind best.
 */
export function createAttention(
  world: World,
  operators: readonly OperatorTraits[],
  streams: Streams,
): Attention {
  const all = everySet(world);
  const frameOf = createFrames({ world, operators });
  const lists = new Map<SetBeliefs, PriceList>();
  const listOf = ({ context }: AttentionInputs): PriceList => {
    const list = lists.get(context.beliefs) ?? priceListOf(context);
    lists.set(context.beliefs, list);
    return list;
  };
  const draws = operators.map(({ group, index }) =>
    streams.stream(`attention ${world.groups[group]!.name}`, index),
  );
  const memories: Memory[] = [];
  const memoryOf = (operator: OperatorId, frame: JoinableSets, epoch: number): Memory => {
    if (memories[operator]?.epoch !== epoch)
      memories[operator] = {
        epoch,
        encounters: createEncounters(frame.sets, draws[operator]!),
        corrections: new Map(),
      };
    return memories[operator]!;
  };
  return {
    refresh: () => lists.clear(),
    weigh: look => {
      const { operator, review, served, dormant } = look;
      const { group } = operators[operator]!;
      const { attention, tastes } = world.groups[group]!.spec.policy;
      if (world.sets.length <= attention) return all;
      const frame = frameOf(operator);
      const memory = memoryOf(operator, frame, tastes === 'kept' ? 0 : review);
      const others = frame.sets.length - served.filter(frame.has).length;
      const best = others > attention ? bestOf(listOf(look), look, frame, Math.floor(attention / 2)) : [];
      const taken = new Set([...served, ...best]);
      const drawn = memory.encounters.first(attention - best.length, set => !taken.has(set));
      // Who enters business takes the best sets whatever its tastes: nothing is to be corrected.
      const correction = dormant ? 0 : log((others - best.length) / Math.max(drawn.length, 1));
      const corrections = new Map(drawn.map(set => [set, correction]));
      for (const set of served) {
        const kept = memory.corrections.get(set);
        if (kept !== undefined) corrections.set(set, kept);
      }
      memory.corrections = corrections;
      return {
        sets: [...taken, ...drawn].sort((a, b) => a - b).map(set => world.sets[set]!),
        correction: set => corrections.get(set) ?? 0,
      };
    },
  };
}
