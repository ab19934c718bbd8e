import { fearedLoss } from '../agents/avs/slashing/slasher-change.ts';
import { needsGpus } from '../agents/operator/valuation/gpu-rent.ts';
import type { Restakers } from '../agents/restaker/restakers.ts';
import { membershipOf } from '../protocol/index.ts';
import type { EventLog } from '../state/event-log.ts';
import type { OperatorAccounts } from '../state/operator-accounts.ts';
import { membersOf } from '../state/stake.ts';
import type { State } from '../state/state.ts';
import { createEventRecorders } from './event-recorders.ts';
import type { Membership } from './membership.ts';
import type { Emit, Reactions, Signals } from './signals.ts';
import type { Slashing } from './slashing.ts';
import type { Work } from './work.ts';

/** Everybody who reacts to signals: all are there before the first event of the clock. */
export interface Reactors {
  readonly state: State;
  readonly emit: Emit;
  readonly log: EventLog;
  readonly operatorAccounts: OperatorAccounts;
  readonly work: Work;
  readonly slashing: Slashing;
  readonly membership: Membership;
  readonly restakers: Restakers;
  /** Takes in what a slash cost whom, from what everybody holds just then. */
  readonly measureSlash: (slash: Signals['slashed']) => void;
}

/**
 * What follows at once from each signal, in this order: the one place where a slash becomes a loss, an alarm and the end
 * of a membership. A reaction may emit signals of its own; what follows from them is done before the next reaction.
 */
export function reactionsOf(reactors: Reactors): Reactions {
  const { state, emit, log, work, slashing, measureSlash } = reactors;
  const { registrar, operators, ejector } = reactors.membership;
  const { report, slashedStake, expectations } = slashing;
  const record = createEventRecorders(log, state.world);
  const { startServing, stopServing } = servingIn(state, work);
  const { bookSlash, bookAttack } = bookkeepingIn(state, reactors.operatorAccounts);
  const { alarmBySlash, alarmByNewSlasher } = alarmsOf(reactors);
  return {
    operatorDown: [
      ({ operator }) => work.service.down(operator),
      ({ operator }) => work.watchDowntime(operator),
      ({ operator }) => ejector.fell(operator),
    ],
    operatorUp: [({ operator }) => work.service.up(operator), ({ operator }) => ejector.rose(operator)],
    shock: [record.shock],
    // Detection, veto and slash follow on the clock, if the set slashes for it at all.
    offence: [report],
    offenceDetected: [record.offenceDetected],
    slashVetoed: [record.slashVetoed],
    slashed: [
      record.slashed,
      // Before anybody moves: losses are measured on what each held when the slash hit.
      measureSlash,
      slashedStake.release,
      bookSlash,
      // What people expect changes at midnight, but delegators are alarmed at once.
      expectations.addSlash,
      alarmBySlash,
      ({ operator, set, cause }) => {
        if (cause !== 'false' && state.world.sets[set]!.spec.slashing[cause]!.removes)
          registrar.expel(operator, set, 'slashed');
      },
    ],
    redistributed: [log.recordRedistribution],
    corruptionWeighed: [log.recordChoice],
    attacked: [
      bookAttack,
      // An attack is an offence that its set may detect, veto and slash for like any other.
      ({ operator, set }) => {
        const { condition } = state.world.sets[set]!.spec.corruption!;
        emit('offence', { operator, set, condition });
      },
      ({ operator, set }) => registrar.expel(operator, set, 'attack'),
    ],
    slasherAnnounced: [
      record.slasherAnnounced,
      ({ set }) => expectations.announceSlasher(set),
      alarmByNewSlasher,
    ],
    slasherInEffect: [
      record.slasherInEffect,
      ({ set }) => expectations.putSlasherInEffect(set),
      // Whoever waited for its slasher to strike need not wait for its next check.
      ({ set }) => slashing.checkAbuse(state.world.sets[set]!.avs),
    ],
    joining: [registrar.makeRoom],
    joined: [startServing, ({ operator, set }) => registrar.joined(operator, set), record.joined],
    left: [stopServing, record.left],
    ejected: [stopServing, record.ejected],
    businessChanged: [record.businessChanged],
    bankrupt: [record.bankrupt, ({ operator }) => operators.dissolve(operator)],
    fled: [record.fled],
  };
}

/** Whoever enters a set serves its tasks, until it leaves. */
function servingIn(
  { mirrors }: State,
  { service }: Work,
): {
  readonly startServing: (told: Signals['joined']) => void;
  readonly stopServing: (told: Signals['left'] | Signals['ejected']) => void;
} {
  return {
    startServing: ({ operator, set }) =>
      service.enter({ membership: membershipOf(mirrors, operator, set), operator, set }),
    stopServing: ({ operator, set }) => service.leave(membershipOf(mirrors, operator, set)),
  };
}

/** An operator's own stake that was slashed is a loss; its part of what an attack brought is income, and cash. */
function bookkeepingIn(
  state: State,
  accounts: OperatorAccounts,
): {
  readonly bookSlash: (told: Signals['slashed']) => void;
  readonly bookAttack: (told: Signals['attacked']) => void;
} {
  return {
    bookSlash: ({ operator, set, ownUsd }) => {
      accounts.slashedUsd[operator]! += ownUsd;
      if (needsGpus(state, set)) accounts.gpuServiceUsd[operator]! -= ownUsd;
    },
    bookAttack: ({ operator, profitUsd }) => {
      accounts.spoilsUsd[operator]! += profitUsd;
      accounts.cashUsd[operator]! += profitUsd;
    },
  };
}

/** Delegators are alarmed by what they lost in a strategy, and by what they fear of a new slasher. */
function alarmsOf({ state, restakers }: Reactors): {
  readonly alarmBySlash: (told: Signals['slashed']) => void;
  readonly alarmByNewSlasher: (told: Signals['slasherAnnounced']) => void;
} {
  const { memberships } = state.mirrors;
  return {
    alarmBySlash: ({ operator, lost }) =>
      restakers.alarm(
        operator,
        lost.reduce((a, b) => Math.max(a, b), 0),
      ),
    alarmByNewSlasher: ({ set }) => {
      for (const membership of membersOf(state, set))
        restakers.alarm(memberships.operator[membership]!, fearedLoss(state, membership));
    },
  };
}
