import { createRegistrar, type Registrar } from '../agents/avs/registrar.ts';
import { createOperators, type Operators } from '../agents/operator/operators.ts';
import type { Policies } from '../agents/policies.ts';
import type { Clock, Streams } from '../engine/index.ts';
import { membershipOf } from '../protocol/index.ts';
import type { EventLog } from '../state/event-log.ts';
import type { OperatorAccounts } from '../state/operator-accounts.ts';
import type { State } from '../state/state.ts';
import type { Slashing } from './slashing.ts';
import type { Work } from './work.ts';

/** Who decides on who serves which set. */
export interface Membership {
  readonly registrar: Registrar;
  readonly operators: Operators;
}

/** Registrars and operators on the clock: whoever enters a set serves its tasks, and comings and goings are noted. */
export function createMembership(
  state: State,
  { service, effort }: Work,
  { outlook }: Slashing,
  clock: Clock,
  random: Streams,
  books: OperatorAccounts,
  log: EventLog,
  policies: Policies['operators'],
): Membership {
  const { mirrors } = state;
  const { memberships } = mirrors;
  const entered = (set: number, operator: number): void => {
    service.enter({ membership: membershipOf(mirrors, operator, set), operator, set });
  };
  const departed = (set: number, operator: number): void => {
    service.leave(membershipOf(mirrors, operator, set));
  };
  const registrar = createRegistrar(state, (set, operator, reason) => {
    departed(set, operator);
    log.record({ kind: 'ejection', set, operator, detail: reason });
  });
  const operators = createOperators({
    state,
    accounts: books,
    clock,
    streams: random,
    slashing: outlook,
    policies,
    listener: {
      admits: (operator, set, fraction) => registrar.admits(set, operator, fraction, clock.now),
      bars: (operator, set) => registrar.bars(set, operator),
      joining: (operator, set, fraction) => registrar.makeRoom(set, operator, fraction, clock.now),
      joined: (operator, set) => {
        entered(set, operator);
        registrar.joined(set, operator, clock.now);
        log.record({ kind: 'join', set, operator, detail: 'choice' });
      },
      left: (operator, set, reason) => {
        departed(set, operator);
        log.record({ kind: 'exit', set, operator, detail: reason });
      },
      business: (operator, kind) => log.record({ kind, operator, detail: 'choice' }),
      reviewed: effort.review,
    },
  });
  for (let membership = 0; membership < memberships.count; membership++) {
    if (memberships.registered[membership])
      entered(memberships.set[membership]!, memberships.operator[membership]!);
  }
  return { registrar, operators };
}
