import { exponential, priority, type Stream } from '../../engine/index.ts';
import type { OperatorId } from '../../ids.ts';
import { hazardConditions } from '../../scenario/index.ts';
import type { FaultContext } from './fault-context.ts';

/**
 * Schedules offences of operators at Poisson times. An operator's hazard is a rate for each set of the world: offences
 * are drawn at the rate of all sets together, and each falls into one of them, so that serving one more set adds that
 * set's hazard and moves no offence of another.
 */
export function scheduleHazards({ world, operators, clock, random, listener }: FaultContext): void {
  for (const { name: condition } of hazardConditions) {
    /** Offences a year in all sets of the world together. */
    const perYear = (operator: OperatorId): number =>
      world.sets.length * world.groups[operators[operator]!.group]!.spec.hazards[condition];
    const streams: Stream[] = [];
    const occur = clock.kind(condition, operator => {
      const stream = streams[operator]!;
      const set = Math.floor(stream() * world.sets.length);
      listener.offence(operator, condition, set);
      clock.after(exponential(stream, 365 / perYear(operator)), priority.act, occur, operator);
    });
    for (const { id, group, index } of operators) {
      if (perYear(id) === 0) continue;
      const stream = random.stream(`${condition} ${world.groups[group]!.name}`, index);
      streams[id] = stream;
      clock.after(exponential(stream, 365 / perYear(id)), priority.act, occur, id);
    }
  }
}
