import type { OperatorId, SetId } from '../ids.ts';
import type { World } from '../scenario/index.ts';
import type { CorruptionChoice } from './corruption-choice.ts';

/** What a kind of event is: who acts in it, what people call it, and what happens. */
interface EventKindTerms {
  readonly actor: 'operators' | 'avs' | 'restakers';
  readonly name: string;
  readonly meaning: string;
}

/**
 * Every kind of event of note: first those of an operator's life in their order, then what AVSs do, then what
 * restakers do. The table `events`, its chart and the types below follow from this list.
 */
export const eventKinds = {
  entry: { actor: 'operators', name: 'entry into business', meaning: 'an operator enters business' },
  join: { actor: 'operators', name: 'join', meaning: 'an operator registers to the set' },
  exit: { actor: 'operators', name: 'exit', meaning: 'an operator deregisters from the set' },
  ejection: { actor: 'avs', name: 'ejection', meaning: 'the AVS removes an operator from the set' },
  retirement: { actor: 'operators', name: 'retirement', meaning: 'an operator leaves business by choice' },
  bankruptcy: { actor: 'operators', name: 'bankruptcy', meaning: 'an operator runs out of cash for good' },
  outage: { actor: 'operators', name: 'outage', meaning: 'a common shock takes operators down' },
  cluster: {
    actor: 'operators',
    name: 'cluster of offences',
    meaning: 'a common shock makes operators commit offences',
  },
  offence: {
    actor: 'operators',
    name: 'offence',
    meaning:
      'an offence that the set slashes for and detects, at the time at which it is committed; those not detected leave no event',
  },
  attack: {
    actor: 'operators',
    name: 'attack by members',
    meaning: 'a coalition of members attacks the set',
  },
  slasher: {
    actor: 'avs',
    name: 'new slasher',
    meaning: 'a change of slasher is announced or takes effect',
  },
  abuse: {
    actor: 'avs',
    name: 'abuse by the AVS',
    meaning: 'the AVS slashes its members without an offence',
  },
  veto: { actor: 'avs', name: 'veto', meaning: 'a slash is vetoed' },
  slash: { actor: 'avs', name: 'slash', meaning: "the set takes an operator's stake" },
  panic: {
    actor: 'restakers',
    name: 'flight in panic',
    meaning: 'accounts of a cohort flee after losses',
  },
  liquidation: {
    actor: 'restakers',
    name: 'liquidation',
    meaning: 'leveraged positions of a cohort are closed',
  },
} as const satisfies Readonly<Record<string, EventKindTerms>>;

/** A kind of event of note. */
export type EventKind = keyof typeof eventKinds;

/** An event of note; a set implies its AVS, and without either no AVS is concerned. */
export interface NotedEvent {
  readonly kind: EventKind;
  /** Number of the AVS, the set and the operator concerned. */
  readonly avs?: number;
  readonly set?: SetId;
  readonly operator?: OperatorId;
  /** What was taken, reached for, gained or moved, in USD. */
  readonly usd?: number;
  /** The slashing condition, the shock, the reason or the cohort concerned. */
  readonly detail: string;
}

/** Something with the time at which it happened, in days since the start of the run. */
export type Timed<T> = T & { readonly time: number };

/** Slashed stake that reached the AVS of a set since the last midnight, in USD. */
export interface RedistributedStake {
  /** At prices of the day on which it came. */
  usd: number;
  /** At prices of the days on which it was slashed. */
  usdWhenSlashed: number;
  /** What slashes brought less than they were worth when carried out; what others brought more is not set off. */
  shortfallUsd: number;
}

/** What happened since the last midnight, in the order in which it happened. */
export interface EventLog {
  readonly events: readonly Timed<NotedEvent>[];
  /** What those who might break faith weighed, struck or not. */
  readonly choices: readonly Timed<CorruptionChoice>[];
  /** Slashed stake that reached the AVS of each set, `[set]`. */
  readonly redistributed: readonly RedistributedStake[];
  /** Records an event at the time that it is. */
  record(event: NotedEvent): void;
  /** Records what someone who might break faith weighed, and a strike among the events. */
  recordChoice(choice: CorruptionChoice): void;
  /** Records that what one slash took reached the AVS of its set, with its worth in USD then and when it was slashed. */
  recordRedistribution(
    slash: Pick<RedistributedStake, 'usd' | 'usdWhenSlashed'> & { readonly set: SetId },
  ): void;
  /** Forgets the day: it is over, and its rows are made. */
  clear(): void;
}

/** A log of nothing yet, which takes the time in days from a clock. */
export function createEventLog({ sets }: World, clock: { readonly now: number }): EventLog {
  const events: Timed<NotedEvent>[] = [];
  const choices: Timed<CorruptionChoice>[] = [];
  const redistributed = sets.map((): RedistributedStake => ({ usd: 0, usdWhenSlashed: 0, shortfallUsd: 0 }));
  const record = (event: NotedEvent): void => {
    events.push({ ...event, time: clock.now });
  };
  return {
    events,
    choices,
    redistributed,
    record,
    recordChoice: choice => {
      choices.push({ ...choice, time: clock.now });
      if (!choice.strikes) return;
      const { avs, set, profitUsd: usd, members } = choice;
      if (set < 0) record({ kind: 'abuse', avs, usd, detail: `slashes ${members} operators` });
      else record({ kind: 'attack', set, usd, detail: `by ${members} operators` });
    },
    recordRedistribution: ({ set, usd, usdWhenSlashed }) => {
      const stake = redistributed[set]!;
      stake.usd += usd;
      stake.usdWhenSlashed += usdWhenSlashed;
      stake.shortfallUsd += Math.max(0, usdWhenSlashed - usd);
    },
    clear: () => {
      events.length = 0;
      choices.length = 0;
      for (const stake of redistributed) Object.assign(stake, { usd: 0, usdWhenSlashed: 0, shortfallUsd: 0 });
    },
  };
}
