import { createDowntimeWatch } from '../agents/avs/slashing/downtime.ts';
import type { ReportOffence } from '../agents/avs/slashing/slasher.ts';
import { createEffort, type Effort } from '../agents/operator/effort.ts';
import { type Availability, createFaults, createService, type Service } from '../economy/index.ts';
import type { Clock, Streams } from '../engine/index.ts';
import { membershipOf } from '../protocol/index.ts';
import type { EventLog } from '../state/event-log.ts';
import type { State } from '../state/state.ts';

/** What operators do: whether they are up, which tasks they serve and whether they do the work. */
export interface Work {
  readonly availability: Availability;
  readonly service: Service;
  readonly effort: Effort;
}

/** Faults, service and effort on the clock; they call one another, and report offences that sets may slash for. */
export function createWork(
  state: State,
  clock: Clock,
  days: number,
  random: Streams,
  log: EventLog,
  report: ReportOffence,
): Work {
  const { world, operators, mirrors } = state;
  const availability = createFaults(world, operators, clock, random, {
    down: operator => {
      service.down(operator);
      watchDowntime(operator);
    },
    up: operator => service.up(operator),
    offence: (operator, condition, set) => {
      if (mirrors.memberships.registered[membershipOf(mirrors, operator, set)])
        report(set, operator, condition);
    },
    shock: (name, kind, hit) =>
      log.record(
        kind === 'outage'
          ? { kind, detail: `${name}: ${hit} operators down` }
          : { kind: 'cluster', detail: `${name}: ${hit} operators, ${kind}` },
      ),
  });
  const service = createService(
    world,
    operators,
    operator => availability.up[operator] === 1,
    clock,
    days,
    random,
    (task, operator, set, hours) => effort.handedIn(task, operator, set, hours),
  );
  const effort = createEffort(world, operators, random, (set, operator) =>
    report(set, operator, 'wrongResult'),
  );
  const watchDowntime = createDowntimeWatch(state, availability, clock, report);
  return { availability, service, effort };
}
