import { exp } from '../../engine/index.ts';
import type { MembershipId, OperatorId, SetId } from '../../ids.ts';
import { deregisterFromOperatorSets, membershipOf } from '../../protocol/index.ts';
import { bringLedgerTo } from '../../state/block-time.ts';
import type { State } from '../../state/state.ts';
import { type Application, admission, type EjectionReason, membersToEject } from './admission.ts';

/** Days over which an AVS averages a member's uptime. */
const UPTIME_MEMORY_DAYS = 30;

/** The registrars of all AVSs: who may enter a set, who must leave it. */
export interface Registrar {
  /** Whether a set would take an operator now. */
  admits(application: Application): boolean;
  /** Whether a set has expelled an operator for good. */
  bars(operator: OperatorId, set: SetId): boolean;
  /** Makes room in a full set for an operator that is about to join, by ejecting the weakest member. */
  makeRoom(application: Application): void;
  /** Removes an operator from a set for good: for an attack, or a slash that ends its membership. */
  expel(operator: OperatorId, set: SetId, reason: 'slashed' | 'attack'): void;
  /** Removes a member that did nothing while others worked, and does not admit it again for so many days. */
  suspend(operator: OperatorId, set: SetId, days: number): void;
  /** Notes a new member. */
  joined(operator: OperatorId, set: SetId): void;
  /**
   * Looks at every member at the end of a day and ejects those that no longer qualify.
   *
   * @param upDays part of the day that each operator was up, `[operator]`
   */
  inspect(upDays: Float64Array): void;
}

/** What registrars tell others. */
export interface RegistrarListener {
  /** Called when a member has been removed. */
  ejected(ejection: {
    readonly operator: OperatorId;
    readonly set: SetId;
    readonly reason: EjectionReason;
  }): void;
}

/** Registrars of a world. Whoever is a member from the start has its stake in place. */
export function createRegistrar(
  state: State,
  clock: { readonly now: number },
  listener: RegistrarListener,
): Registrar {
  const { world, mirrors, ledger } = state;
  const { memberships } = mirrors;
  const keep = exp(-1 / UPTIME_MEMORY_DAYS);
  const uptime = new Float64Array(state.operators.length).fill(1);
  const since = new Map<number, number>();
  const expelled = new Set<number>();
  /** When members that were suspended may return, in days, by number of (operator, set). */
  const suspendedUntil = new Map<number, number>();
  const pairOf = (operator: OperatorId, set: SetId): number => operator * world.sets.length + set;
  const memberDays = (membership: MembershipId): number =>
    clock.now - (since.get(membership) ?? Number.NEGATIVE_INFINITY);
  const bars = (operator: OperatorId, set: SetId): boolean => expelled.has(pairOf(operator, set));
  const isSuspended = (operator: OperatorId, set: SetId): boolean =>
    clock.now < (suspendedUntil.get(pairOf(operator, set)) ?? 0);
  const eject = (membership: MembershipId, reason: EjectionReason): void => {
    const operator = memberships.operator[membership]!;
    const set = memberships.set[membership]!;
    bringLedgerTo(state, clock.now);
    deregisterFromOperatorSets(ledger, operator, [set]);
    listener.ejected({ operator, set, reason });
  };

  return {
    bars,
    admits: application =>
      !bars(application.operator, application.set) &&
      !isSuspended(application.operator, application.set) &&
      admission(state, application, memberDays).admitted,
    expel: (operator, set, reason) => {
      expelled.add(pairOf(operator, set));
      const membership = membershipOf(mirrors, operator, set);
      if (memberships.registered[membership]) eject(membership, reason);
    },
    suspend: (operator, set, days) => {
      suspendedUntil.set(pairOf(operator, set), clock.now + days);
      eject(membershipOf(mirrors, operator, set), 'no signatures');
    },
    makeRoom: application => {
      const { replaces } = admission(state, application, memberDays);
      if (replaces >= 0) eject(replaces, 'replaced by a stronger member');
    },
    joined: (operator, set) => {
      since.set(membershipOf(mirrors, operator, set), clock.now);
    },
    inspect: upDays => {
      for (let operator = 0; operator < uptime.length; operator++) {
        uptime[operator] = keep * uptime[operator]! + (1 - keep) * upDays[operator]!;
      }
      for (const { id } of world.sets) {
        for (const { membership, reason } of membersToEject(state, id, uptime, memberDays))
          eject(membership, reason);
      }
    },
  };
}
