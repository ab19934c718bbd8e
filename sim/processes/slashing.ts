import { createAbuse } from '../agents/avs/adversaries/abuse.ts';
import { createAttacks } from '../agents/avs/adversaries/attack.ts';
import type { Slash } from '../agents/avs/slashing/carry-out.ts';
import { createFalseSlashers, type FalseSlasherListener } from '../agents/avs/slashing/false-slasher.ts';
import { createSlashedStake, type SlashedStake } from '../agents/avs/slashing/slashed-stake.ts';
import { createSlasher, type ReportOffence } from '../agents/avs/slashing/slasher.ts';
import { createSlasherChanges, fearedLoss } from '../agents/avs/slashing/slasher-change.ts';
import type { Clock, Streams } from '../engine/index.ts';
import type { EventLog } from '../state/event-log.ts';
import type { OperatorAccounts } from '../state/operator-accounts.ts';
import {
  createSlashHistories,
  recordMemberDay,
  recordSlash,
  type SlashCause,
  slashOutlook,
} from '../state/slash-history.ts';
import type { SlashOutlook } from '../state/slash-outlook.ts';
import { membersOf } from '../state/stake.ts';
import type { State } from '../state/state.ts';

/** All who slash in a run, with the public record of it. */
export interface Slashing {
  readonly report: ReportOffence;
  readonly slashedStake: SlashedStake;
  /** What people expect of each set's slashing today. */
  outlook(): readonly SlashOutlook[];
  /** Adds the day that ends to the record: what people expect follows from it. */
  endDay(): void;
}

/** Who has to know of slashes at once. */
export interface SlashingListener {
  /** Told once a slash is carried out, before anything else changes. */
  slashed(set: number, operator: number): void;
  /** Told when delegators of an operator lost, or fear for, a fraction of their stake. */
  alarm(operator: number, fraction: number): void;
  /** Told when a slash, or an attack, ends a membership for good. */
  expelled(set: number, operator: number, reason: 'slashed' | 'attack'): void;
}

/** Slashers, true and false, abusive AVSs and changes of slasher on the clock, and what follows from each slash. */
export function createSlashing(
  state: State,
  clock: Clock,
  random: Streams,
  books: OperatorAccounts,
  log: EventLog,
  listener: SlashingListener,
): Slashing {
  const { world, mirrors } = state;
  const { memberships } = mirrors;
  const records = createSlashHistories(world);
  const expected = (): SlashOutlook[] => records.map((record, set) => slashOutlook(world, set, record));
  let today = expected();

  const slashedStake = createSlashedStake(state, clock, (set, usd) => {
    log.redistributedUsd[set]! += usd;
  });
  const suffer = (set: number, operator: number, cause: SlashCause, detail: string, slash: Slash): void => {
    const { fraction, lost, usd, ownUsd } = slash;
    log.record({ kind: 'slash', set, operator, detail, usd });
    listener.slashed(set, operator);
    slashedStake.release(set, slash.slashId);
    books.slashedUsd[operator]! += ownUsd;
    recordSlash(records[set]!, cause, fraction);
    listener.alarm(
      operator,
      lost.reduce((a, b) => Math.max(a, b), 0),
    );
  };

  const report = createSlasher(state, clock, random, {
    offence: (set, operator, condition) => log.record({ kind: 'offence', set, operator, detail: condition }),
    veto: (set, operator, condition) => log.record({ kind: 'veto', set, operator, detail: condition }),
    slashed: slash => {
      const { set, operator, condition } = slash;
      suffer(set, operator, condition, condition, slash);
      if (world.sets[set]!.spec.slashing[condition]!.removes) listener.expelled(set, operator, 'slashed');
    },
  });
  const falsely = (detail: string): FalseSlasherListener => ({
    veto: (set, operator) => log.record({ kind: 'veto', set, operator, detail }),
    slashed: slash => suffer(slash.set, slash.operator, 'false', detail, slash),
  });
  createFalseSlashers(state, clock, random, falsely('false'));
  const tempt = createAbuse(state, clock, random, {
    ...falsely('abuse'),
    weighed: log.recordChoice,
  });
  const attacks = createAttacks(state, clock, random, {
    weighed: log.recordChoice,
    attacked: ({ set, attackers }) => {
      const { condition } = world.sets[set]!.spec.corruption!;
      for (const { operator, profitUsd } of attackers) {
        books.spoilsUsd[operator]! += profitUsd;
        books.cashUsd[operator]! += profitUsd;
        report(set, operator, condition);
        listener.expelled(set, operator, 'attack');
      }
    },
  });
  createSlasherChanges(state, clock, {
    announced: set => {
      log.record({ kind: 'slasher', set, detail: 'announced' });
      records[set]!.newSlasher.announced = true;
      today = expected();
      for (const membership of membersOf(state, set)) {
        listener.alarm(memberships.operator[membership]!, fearedLoss(state, membership));
      }
    },
    inEffect: set => {
      log.record({ kind: 'slasher', set, detail: 'in effect' });
      records[set]!.newSlasher.inEffect = true;
      tempt(world.sets[set]!.avs);
    },
  });

  return {
    report,
    slashedStake,
    outlook: () => today,
    endDay: () => {
      for (let membership = 0; membership < memberships.count; membership++) {
        if (memberships.registered[membership]) recordMemberDay(records[memberships.set[membership]!]!);
      }
      today = expected();
      attacks.endDay();
    },
  };
}
