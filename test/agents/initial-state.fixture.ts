import { createPrices } from '../../sim/economy/index.ts';
import { Clock, streams } from '../../sim/engine/index.ts';
import { initialise } from '../../sim/initialise.ts';
import { sampleAccounts, sampleOperators, worldOf } from '../../sim/scenario/index.ts';
import { resolved, type Written } from '../scenario/small.ts';

/** A world at its first moment, with a clock: what agents are put on to be tested one by one. */
export function initialState(input: Written, seed: number | string = 1) {
  const world = worldOf(resolved(input));
  const random = streams(seed);
  const traits = sampleOperators(world, random);
  const accounts = sampleAccounts(world, random);
  const { prices } = createPrices(world, random);
  return {
    ...initialise({ world, operators: traits, accounts, prices, streams: random }),
    world,
    traits,
    random,
    clock: new Clock(),
  };
}

export type InitialFixture = ReturnType<typeof initialState>;
