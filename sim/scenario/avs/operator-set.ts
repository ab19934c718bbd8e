import { z } from 'zod';
import { amount } from '../values/units.ts';
import { admission } from './admission-terms.ts';
import { corruption, newSlasher } from './adversary-terms.ts';
import { auction } from './auction-terms.ts';
import { reward } from './reward-rule.ts';
import { falseSlashes, slashing } from './slashing-terms.ts';

/** An operator set: credentials, pay and slashing conditions of one kind of operator. */
export const operatorSet = z.strictObject({
  strategies: z.array(z.string()).min(1).describe('Restaked assets that the set accepts'),
  multipliers: z
    .record(z.string(), amount)
    .optional()
    .describe('Weight of a share of each strategy in rewards; without it, the starting price in USD'),
  registry: z
    .enum(['allocationManager', 'avsDirectory'])
    .default('allocationManager')
    .describe(
      'Contract that holds its members: the AllocationManager, or the AVSDirectory, for an AVS that has not moved to operator sets: all stake delegated to a member counts, none of it is allocated or can be slashed, and who leaves may return at once',
    ),
  admission: admission.prefault({}),
  auction: auction.optional().describe('Places go to the operators that ask least; without it, to who joins'),
  reward,
  slashing,
  falseSlashes: falseSlashes.optional().describe('Slashes without an offence: a faulty or dishonest slasher'),
  slashed: z.enum(['burn', 'redistribute']).default('burn').describe('Where slashed stake goes'),
  corruption: corruption
    .optional()
    .describe('What attacking the set together would bring its members; without it, nobody attacks'),
  newSlasher: newSlasher.optional().describe('A change of who may slash the set'),
});

/** An operator set as the scenario describes it. */
export type OperatorSet = z.output<typeof operatorSet>;
