import type { Availability } from '../../economy/index.ts';
import { type Clock, priority } from '../../engine/index.ts';
import type { OperatorId, SetId } from '../../ids.ts';
import type { EjectionTerms } from '../../scenario/index.ts';
import { activeMemberships, isRegistered, membersOf } from '../../state/stake.ts';
import type { State } from '../../state/state.ts';
import type { Registrar } from './registrar.ts';

/** Attempts to eject a member of a set. */
interface Attempts {
  /** When the last one was begun, in days. */
  lastDay: number;
  /** How many it cancelled in a row. */
  cancelled: number;
}

/** What ejections are made from. */
export interface EjectorInputs {
  readonly state: State;
  readonly clock: Clock;
  readonly availability: Availability;
  readonly registrar: Pick<Registrar, 'suspend'>;
  /** Called when an operator that was ejected is up and may be a member again. */
  readonly mayReturn: (operator: OperatorId, set: SetId) => void;
}

/** Watches what operators do, in the sets that eject those that do nothing. */
export interface Ejector {
  /** To be called when an operator falls. */
  fell(operator: OperatorId): void;
  /** To be called when an operator rises. */
  rose(operator: OperatorId): void;
}

/**
 * Ejects members that do nothing while others work, in the sets that say so. An operator that is down does nothing. Once
 * it has done so for `silent` while another member is up, its ejection is begun; it cancels that by being up again within
 * `answer`, and is ejected otherwise. Attempts come no closer than `retry`, and none any more after `tries` that were
 * cancelled in a row (EigenDA, validator-set governance: EigenDAEjectionManager and the ejector of its disperser).
 * Who was ejected returns after `back`, once it is up.
 */
export function createEjector(inputs: EjectorInputs): Ejector {
  const { state, clock, availability, registrar, mayReturn } = inputs;
  const { world, mirrors } = state;
  const sets = world.sets.length;
  const attemptsOf = attemptsByMember(sets);
  /** Sets that an operator may return to as soon as it is up. */
  const openTo = new Map<OperatorId, SetId[]>();
  /** An event names the outage that it is about: by then the operator may have risen and fallen again. */
  const outageAndSet = (operator: OperatorId, set: SetId): number =>
    availability.outage[operator]! * sets + set;
  const isStillDown = (operator: OperatorId, detail: number): boolean =>
    !availability.up[operator] && detail === outageAndSet(operator, detail % sets);

  const begin = clock.kind('ejection begins', (operator, detail) => {
    const set = detail % sets;
    if (!isStillDown(operator, detail) || !isRegistered(state, operator, set)) return;
    const terms = termsOf(state, set)!;
    const known = attemptsOf(operator, set);
    if (known.cancelled >= terms.tries) return;
    const soonest = Math.max(
      // Of two attempts the second waits for the first to be over.
      known.lastDay + Math.max(terms.retry, terms.answer),
      othersWork(inputs, operator, set) ? clock.now : clock.now + terms.silent,
    );
    if (soonest > clock.now) {
      clock.at(soonest, priority.act, begin, operator, detail);
      return;
    }
    known.lastDay = clock.now;
    clock.after(terms.answer, priority.act, end, operator, detail);
  });

  const end = clock.kind('ejection ends', (operator, detail) => {
    const set = detail % sets;
    if (!isRegistered(state, operator, set)) return;
    const known = attemptsOf(operator, set);
    if (!isStillDown(operator, detail)) {
      known.cancelled++;
      return;
    }
    known.cancelled = 0;
    const { back } = termsOf(state, set)!;
    registrar.suspend(operator, set, back);
    clock.after(back, priority.act, open, operator, set);
  });

  const open = clock.kind('ejected may return', (operator, set) => {
    if (availability.up[operator]) mayReturn(operator, set);
    else openTo.set(operator, [...(openTo.get(operator) ?? []), set]);
  });

  return {
    fell: operator => {
      for (const membership of activeMemberships(state, operator)) {
        const set = mirrors.memberships.set[membership]!;
        const terms = termsOf(state, set);
        if (terms) clock.after(terms.silent, priority.act, begin, operator, outageAndSet(operator, set));
      }
    },
    rose: operator => {
      const sets = openTo.get(operator) ?? [];
      openTo.delete(operator);
      for (const set of sets) mayReturn(operator, set);
    },
  };
}

/** The attempts on each operator in each set, from none on. */
function attemptsByMember(sets: number): (operator: OperatorId, set: SetId) => Attempts {
  const attempts = new Map<number, Attempts>();
  return (operator, set) => {
    const key = operator * sets + set;
    const known = attempts.get(key) ?? { lastDay: Number.NEGATIVE_INFINITY, cancelled: 0 };
    attempts.set(key, known);
    return known;
  };
}

/** Whether another member of a set is up. */
function othersWork({ state, availability }: EjectorInputs, operator: OperatorId, set: SetId): boolean {
  return membersOf(state, set).some(membership => {
    const other = state.mirrors.memberships.operator[membership]!;
    return other !== operator && availability.up[other];
  });
}

function termsOf({ world }: State, set: SetId): EjectionTerms | undefined {
  return world.sets[set]!.spec.admission.ejection;
}
