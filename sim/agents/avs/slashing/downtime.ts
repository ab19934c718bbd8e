import type { Availability } from '../../../economy/index.ts';
import { type Clock, priority } from '../../../engine/index.ts';
import type { OperatorId } from '../../../ids.ts';
import { membershipOf } from '../../../protocol/index.ts';
import { outageConditions } from '../../../scenario/index.ts';
import { activeMemberships } from '../../../state/stake.ts';
import type { State } from '../../../state/state.ts';
import type { ReportOffence } from './slasher.ts';

/**
 * Watches outages for the sets that slash for them (downtime, long outages): once an operator falls, each of its sets looks
 * again after each of its grace periods, and an outage that still lasts is an offence.
 *
 * @returns what to call when an operator falls
 */
export function createDowntimeWatch(
  state: State,
  availability: Availability,
  clock: Clock,
  report: ReportOffence,
): (operator: OperatorId) => void {
  const { world, mirrors } = state;
  const { memberships } = mirrors;
  const sets = world.sets.length;
  const watches = outageConditions.map(({ name: condition }) => ({
    condition,
    check: clock.kind(`${condition} check`, (operator, outageAndSet) => {
      const set = outageAndSet % sets;
      const outage = Math.floor(outageAndSet / sets);
      if (availability.up[operator] || availability.outage[operator] !== outage) return;
      if (memberships.registered[membershipOf(mirrors, operator, set)]) report({ operator, set, condition });
    }),
  }));
  return operator => {
    for (const membership of activeMemberships(state, operator)) {
      const set = memberships.set[membership]!;
      // The check belongs to this outage alone: by then the operator may have risen and fallen again.
      const outageAndSet = availability.outage[operator]! * sets + set;
      for (const { condition, check } of watches) {
        const terms = world.sets[set]!.spec.slashing[condition];
        if (terms) clock.after(terms.after, priority.act, check, operator, outageAndSet);
      }
    }
  };
}
