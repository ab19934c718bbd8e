import { createDowntimeWatch } from '../agents/avs/slashing/downtime.ts';
import { createEffort, type Effort } from '../agents/operator/effort.ts';
import {
  type Availability,
  createFaults,
  createService,
  type FaultListener,
  type Service,
} from '../economy/index.ts';
import type { OperatorId } from '../ids.ts';
import { membershipOf } from '../protocol/index.ts';
import type { ProcessContext } from './context.ts';

/** What operators do: whether they are up, which tasks they serve and whether they do the work. */
export interface Work {
  readonly availability: Availability;
  readonly service: Service;
  readonly effort: Effort;
  /** Watches an operator that went down for the sets that slash for it. */
  readonly watchDowntime: (operator: OperatorId) => void;
}

/**
 * Faults, service, effort and the watch on downtime, on the clock. Offences at a rate and by shocks are drawn for
 * every operator in every set of the world and reported here only where it is registered at that moment, so that
 * the faults of a seed are the same under every design.
 *
 * @param days length of the run
 */
export function createWork({ state, clock, streams, emit }: ProcessContext, days: number): Work {
  const { world, operators, mirrors } = state;
  const listener: FaultListener = {
    down: operator => emit('operatorDown', { operator }),
    up: operator => emit('operatorUp', { operator }),
    offence: (operator, condition, set) => {
      // A pair that never was is membership -1, of which `registered` reads undefined: nothing is emitted.
      if (mirrors.memberships.registered[membershipOf(mirrors, operator, set)])
        emit('offence', { operator, set, condition });
    },
    shock: (name, kind, hit) => emit('shock', { name, kind, hit }),
  };
  const availability = createFaults({ world, operators, clock, random: streams, listener });
  const effort = createEffort(world, operators, streams, (operator, set) =>
    emit('offence', { operator, set, condition: 'wrongResult' }),
  );
  const service = createService({
    world,
    operators,
    clock,
    random: streams,
    days,
    isUp: operator => availability.up[operator] === 1,
    jobDone: effort.handedIn,
  });
  const watchDowntime = createDowntimeWatch(state, availability, clock, offence => emit('offence', offence));
  return { availability, service, effort, watchDowntime };
}
