import { type Availability, createOutages } from './availability.ts';
import { scheduleFailures } from './failures.ts';
import type { FaultContext } from './fault-context.ts';
import { scheduleHazards } from './hazards.ts';
import { scheduleShocks } from './shocks.ts';

/**
 * Faults of all operators on the clock: own failures, common shocks and Poisson hazards. Every operator has streams of
 * its own, so that nobody's faults depend on anybody's choices.
 *
 * @returns who is up, kept current by the clock's events
 */
export function createFaults(context: FaultContext): Availability {
  const outages = createOutages(context);
  scheduleFailures(context, outages);
  scheduleShocks(context, outages);
  scheduleHazards(context);
  return outages.availability;
}
