import { exp } from '../../engine/index.ts';
import { deregisterFromOperatorSets, membershipOf } from '../../protocol/index.ts';
import { bringLedgerTo } from '../../state/block-time.ts';
import type { State } from '../../state/state.ts';
import { admission, type EjectionReason, membersToEject } from './admission.ts';

/** Days over which an AVS averages a member's uptime. */
const UPTIME_MEMORY_DAYS = 30;

/** The registrars of all AVSs: who may enter a set, who must leave it. */
export interface Registrar {
  /** Whether a set would take an operator with this part of its stake allocated. */
  admits(set: number, operator: number, fraction: number, now: number): boolean;
  /** Whether a set has expelled an operator for good. */
  bars(set: number, operator: number): boolean;
  /** Makes room in a full set for an operator that is about to join, by ejecting the weakest member. */
  makeRoom(set: number, operator: number, fraction: number, now: number): void;
  /** Removes a member, if it still is one, for good: for an attack, or a slash that ends its membership. */
  expel(set: number, operator: number, reason: 'slashed' | 'attack', now: number): void;
  /** Notes a new member. */
  joined(set: number, operator: number, now: number): void;
  /** Looks at every member at the end of a day and ejects those that no longer qualify. */
  inspect(upDays: Float64Array, now: number): void;
}

/** Registrars that tell `ejected` of each member they remove. */
export function createRegistrar(
  state: State,
  ejected: (set: number, operator: number, reason: EjectionReason) => void,
): Registrar {
  const { world, mirrors, ledger } = state;
  const keep = exp(-1 / UPTIME_MEMORY_DAYS);
  const uptime = new Float64Array(state.operators.length).fill(1);
  const since = new Map<number, number>();

  // Whoever is a member from the start has its stake in place.
  const daysAt =
    (now: number) =>
    (membership: number): number =>
      now - (since.get(membership) ?? Number.NEGATIVE_INFINITY);

  const eject = (membership: number, reason: EjectionReason, now: number): void => {
    const set = mirrors.memberships.set[membership]!;
    const operator = mirrors.memberships.operator[membership]!;
    bringLedgerTo(state, now);
    deregisterFromOperatorSets(ledger, operator, [set]);
    ejected(set, operator, reason);
  };

  const expelled = new Set<number>();
  const caseOf = (set: number, operator: number): number => operator * world.sets.length + set;

  const bars = (set: number, operator: number): boolean => expelled.has(caseOf(set, operator));

  return {
    bars,
    admits: (set, operator, fraction, now) =>
      !bars(set, operator) && admission(state, set, operator, fraction, daysAt(now)).admitted,
    expel: (set, operator, reason, now) => {
      expelled.add(caseOf(set, operator));
      const membership = membershipOf(mirrors, operator, set);
      if (mirrors.memberships.registered[membership]) eject(membership, reason, now);
    },
    makeRoom: (set, operator, fraction, now) => {
      const { replaces } = admission(state, set, operator, fraction, daysAt(now));
      if (replaces >= 0) eject(replaces, 'replaced by a stronger member', now);
    },
    joined: (set, operator, now) => {
      since.set(membershipOf(mirrors, operator, set), now);
    },
    inspect: (upDays, now) => {
      for (let operator = 0; operator < uptime.length; operator++) {
        uptime[operator] = keep * uptime[operator]! + (1 - keep) * upDays[operator]!;
      }
      for (const { id } of world.sets) {
        for (const { membership, reason } of membersToEject(state, id, uptime, daysAt(now)))
          eject(membership, reason, now);
      }
    },
  };
}
