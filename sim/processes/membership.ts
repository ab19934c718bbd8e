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
    service.enter(membershipOf(mirrors, operator, set), operator, set);
  };
  const departed = (set: number, operator: number): void => {
    service.leave(membershipOf(mirrors, operator, set), set);
  };
  const registrar = createRegistrar(state, (set, operator, reason) => {
    departed(set, operator);
    log.record({ kind: 'ejection', set, operator, detail: reason });
  });
  const operators = createOperators(
    state,
    books,
    outlook,
    {
      admits: (set, operator, fraction) => registrar.admits(set, operator, fraction, clock.now),
      bars: registrar.bars,
      joining: (set, operator, fraction) => registrar.makeRoom(set, operator, fraction, clock.now),
      joined: (set, operator) => {
        entered(set, operator);
        registrar.joined(set, operator, clock.now);
        log.record({ kind: 'join', set, operator, detail: 'choice' });
      },
      left: (set, operator, reason) => {
        departed(set, operator);
        log.record({ kind: 'exit', set, operator, detail: reason });
      },
      business: (operator, kind) => log.record({ kind, operator, detail: 'choice' }),
      reviewed: effort.review,
    },
    clock,
    random,
    policies,
  );
  for (let membership = 0; membership < memberships.count; membership++) {
    if (memberships.registered[membership])
      entered(memberships.set[membership]!, memberships.operator[membership]!);
  }
  return { registrar, operators };
}
