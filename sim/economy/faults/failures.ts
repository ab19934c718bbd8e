import { exponential, lognormalOfMean, priority, type Stream, weibullOfMean } from '../../engine/index.ts';
import type { OperatorId } from '../../ids.ts';
import type { Outages } from './availability.ts';
import type { FaultContext } from './fault-context.ts';

/**
 * Schedules operators' own failures: alternating times up, Weibull, and times to repair, lognormal or exponential.
 * With the default shape of 1 both are exponential. Every operator has a stream of its own. Time to the next
 * failure runs on while a shock has the operator down: its own failures are a process apart, and the outages
 * overlap. Everybody starts as after a repair.
 */
export function scheduleFailures(
  { world, operators, clock, random }: Omit<FaultContext, 'listener'>,
  outages: Outages,
): void {
  const streams: (Stream | undefined)[] = operators.map(
    ({ failure, group, index }) => failure && random.stream(`failure ${world.groups[group]!.name}`, index),
  );
  /** Shape of the times up and spread of the times to repair, as the operator's group has them. */
  const lawOf = (operator: OperatorId) => world.groups[operators[operator]!.group]!.spec.failure!;
  const scheduleNext = (operator: OperatorId): void => {
    const { everyDays } = operators[operator]!.failure!;
    const days = weibullOfMean(streams[operator]!, everyDays, lawOf(operator).shape);
    clock.after(days, priority.act, failure, operator);
  };
  const failure = clock.kind('failure', operator => {
    const { repairDays } = operators[operator]!.failure!;
    const { repairSpread } = lawOf(operator);
    outages.begin(operator);
    const stream = streams[operator]!;
    const days =
      repairSpread === undefined
        ? exponential(stream, repairDays)
        : lognormalOfMean(stream, repairDays, repairSpread);
    clock.after(days, priority.act, repair, operator);
  });
  const repair = clock.kind('repair', operator => {
    outages.end(operator);
    scheduleNext(operator);
  });
  for (const { id, failure } of operators) if (failure) scheduleNext(id);
}
