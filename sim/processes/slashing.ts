import { createAbuse } from '../agents/avs/adversaries/abuse.ts';
import { type Attacks, createAttacks } from '../agents/avs/adversaries/attack.ts';
import { createFalseSlashers, type FalseSlasherListener } from '../agents/avs/slashing/false-slasher.ts';
import { createSlashedStake, type SlashedStake } from '../agents/avs/slashing/slashed-stake.ts';
import { createSlasher, type ReportOffence } from '../agents/avs/slashing/slasher.ts';
import { createSlasherChanges } from '../agents/avs/slashing/slasher-change.ts';
import { createSlashExpectations, type SlashExpectations } from '../state/slash-expectations.ts';
import type { ProcessContext } from './context.ts';

/** All who slash in a run, where slashed stake goes, and what people expect of it. */
export interface Slashing {
  /** Reports an offence to the slasher of its set. */
  readonly report: ReportOffence;
  readonly attacks: Attacks;
  /** Lets an abusive AVS check at once whether to strike. */
  readonly checkAbuse: (avs: number) => void;
  readonly slashedStake: SlashedStake;
  readonly expectations: SlashExpectations;
}

/** Slashers, true and false, abusive AVSs, members that may attack, and changes of slasher, on the clock. */
export function createSlashing({ state, clock, streams, emit }: ProcessContext): Slashing {
  const report = createSlasher(state, clock, streams, {
    detected: offence => emit('offenceDetected', offence),
    vetoed: ({ operator, set, condition }) => emit('slashVetoed', { operator, set, claim: condition }),
    slashed: slash => emit('slashed', { ...slash, cause: slash.condition, claim: slash.condition }),
  });
  const withoutOffence = (claim: 'false' | 'abuse'): FalseSlasherListener => ({
    vetoed: pair => emit('slashVetoed', { ...pair, claim }),
    slashed: slash => emit('slashed', { ...slash, cause: 'false', claim }),
  });
  createFalseSlashers(state, clock, streams, withoutOffence('false'));
  const checkAbuse = createAbuse(state, clock, streams, {
    ...withoutOffence('abuse'),
    weighed: choice => emit('corruptionWeighed', choice),
  });
  const attacks = createAttacks(state, clock, {
    weighed: choice => emit('corruptionWeighed', choice),
    attacked: attack => emit('attacked', attack),
  });
  createSlasherChanges(state, clock, {
    slasherAnnounced: set => emit('slasherAnnounced', { set }),
    slasherInEffect: set => emit('slasherInEffect', { set }),
  });
  const slashedStake = createSlashedStake(state, clock, {
    redistributed: payment => emit('redistributed', payment),
  });
  return { report, attacks, checkAbuse, slashedStake, expectations: createSlashExpectations(state) };
}
