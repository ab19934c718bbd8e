import { createFaults, type FaultListener } from '../../../sim/economy/index.ts';
import { Clock, streams } from '../../../sim/engine/index.ts';
import { sampleOperators, worldOf } from '../../../sim/scenario/index.ts';
import { small, type Written } from '../../scenario/small.ts';

/** Faults on a clock, with what a listener wants to hear. */
export function faulty(input: Written, listener: Partial<FaultListener> = {}, seed: number | string = 1) {
  const world = worldOf(small(input));
  const random = streams(seed);
  const operators = sampleOperators(world, random);
  const clock = new Clock();
  const silent: FaultListener = { down: () => {}, up: () => {}, offence: () => {}, shock: () => {} };
  const availability = createFaults({
    world,
    operators,
    clock,
    random,
    listener: { ...silent, ...listener },
  });
  return { availability, clock };
}

/** Changes to the only group of operators. */
export const group = (changes: Written): Written => ({ operators: { ordinary: changes } });
const set = { strategies: ['eth'], reward: { kind: 'uniqueStake' } };

/** An AVS with three sets. */
export const threeSets = { sets: { main: set, second: set, third: set } };
