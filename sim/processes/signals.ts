import type { Application, EjectionReason } from '../agents/avs/admission.ts';
import type { Attack } from '../agents/avs/adversaries/attack.ts';
import type { Slash } from '../agents/avs/slashing/execute-slash.ts';
import type { Redistribution } from '../agents/avs/slashing/slashed-stake.ts';
import type { Offence } from '../agents/avs/slashing/slasher.ts';
import type { Flight } from '../agents/restaker/context.ts';
import type { OperatorId, SetId } from '../ids.ts';
import type { Shock } from '../scenario/index.ts';
import type { CorruptionChoice } from '../state/corruption-choice.ts';
import type { SlashCause } from '../state/slash-history.ts';

/** An operator and a set that it serves, served or would serve. */
interface OperatorInSet {
  readonly operator: OperatorId;
  readonly set: SetId;
}

/** Everything that happens in a run and concerns others at once, by name, with what they are told. */
export interface Signals {
  /** An operator went down: it failed, or an outage hit it. */
  operatorDown: { readonly operator: OperatorId };
  /** An operator came up again. */
  operatorUp: { readonly operator: OperatorId };
  /** A common shock has hit this many operators; before what it does to each. */
  shock: { readonly name: string; readonly kind: Shock['kind']; readonly hit: number };
  /** An operator did what its set may slash it for, whether or not anybody finds out. */
  offence: Offence;
  /** A set found out about an offence. */
  offenceDetected: Offence;
  /** The committee of a set stopped a slash. */
  slashVetoed: OperatorInSet & { readonly claim: SlashClaim };
  /** A slash was carried out; before anything else changes. */
  slashed: Slash & { readonly cause: SlashCause; readonly claim: SlashClaim };
  /** What one slash took reached the AVS of its set. */
  redistributed: Redistribution;
  /** An AVS weighed robbing its members, or members weighed an attack; before they strike. */
  corruptionWeighed: CorruptionChoice;
  /** An operator took part in an attack on its set. */
  attacked: Attack;
  /** A set announced that another party will be its slasher. */
  slasherAnnounced: { readonly set: SetId };
  /** The new slasher of a set may slash. */
  slasherInEffect: { readonly set: SetId };
  /** An operator is about to register to a set. */
  joining: Application;
  /** An operator registered to a set. */
  joined: OperatorInSet;
  /** An operator deregistered from a set. */
  left: OperatorInSet & { readonly reason: string };
  /** An AVS removed an operator from a set. */
  ejected: OperatorInSet & { readonly reason: EjectionReason };
  /** An operator entered business, or left it by choice. */
  businessChanged: { readonly operator: OperatorId; readonly kind: 'entry' | 'retirement' };
  /** An operator ran out of cash. */
  bankrupt: { readonly operator: OperatorId };
  /** Accounts of a cohort left restaking at once. */
  fled: Flight;
}

/** What whoever slashes claims that it is for: an offence, nothing at all, the AVS's own gain, or the scenario's word. */
export type SlashClaim = SlashCause | 'abuse' | 'intervention';

/** Tells all whom it concerns that something happened. */
export type Emit = <Name extends keyof Signals>(name: Name, told: Signals[Name]) => void;

/** What follows at once from each signal, in this order. */
export type Reactions = {
  readonly [Name in keyof Signals]: readonly ((told: Signals[Name]) => void)[];
};

/** The signals of a run: those who emit them are made first, those who react to them are connected once all are there. */
export function createSignals(): { readonly emit: Emit; connect(reactions: Reactions): void } {
  let connected: Reactions | undefined;
  return {
    emit: (name, told) => {
      if (connected === undefined) throw new Error(`invalid signal: ${name}; connect the reactions first`);
      for (const react of connected[name]) react(told);
    },
    connect: reactions => {
      connected = reactions;
    },
  };
}
