import {
  type Clock,
  exponential,
  lognormal,
  lognormalOfMean,
  priority,
  type Stream,
  type Streams,
  weibullOfMean,
} from '../engine/index.ts';
import {
  type Condition,
  hazardConditions,
  type OperatorTraits,
  type Shock,
  sample,
  type World,
} from '../scenario/index.ts';

/** Who is up, and for how much of the day each has been. */
export interface Availability {
  /** 1 while the operator is up. */
  readonly up: Uint8Array;
  /** Number of the operator's current or last outage; a check scheduled in an earlier one is stale. */
  readonly outage: Int32Array;
  /** Time the operator was up since the last midnight, in days, up to `Availability.settle`. */
  readonly upDays: Float64Array;
  /** Brings `upDays` up to now. */
  settle(now: number): void;
  /** Starts a new day of `upDays`. */
  clear(): void;
}

/** What follows from a fault: told to whoever depends on the operator. */
export interface FaultListener {
  down(operator: number): void;
  up(operator: number): void;
  /** A fault that this set may slash for, if the operator serves it. */
  offence(operator: number, condition: Condition, set: number): void;
  /** A common shock has hit this many operators; told before what it does to each. */
  shock(name: string, kind: Shock['kind'], hit: number): void;
}

/**
 * Faults of all operators on the clock: alternating up and down times of their own (Weibull and lognormal, both
 * exponential by default), common shocks that hit everyone with a label at once with some probability, as an
 * outage or an offence in every set (Marshall-Olkin), and Poisson hazards.
 * Every operator has streams of its own and shocks thin by a hash of (operator, occurrence), so nobody's faults
 * depend on anybody's choices.
 */
export function createFaults(
  world: World,
  operators: readonly OperatorTraits[],
  clock: Clock,
  streams: Streams,
  listener: FaultListener,
): Availability {
  const n = operators.length;
  const up = new Uint8Array(n).fill(1);
  const outage = new Int32Array(n);
  const upDays = new Float64Array(n);
  const since = new Float64Array(n);
  // An operator is down while any cause holds: its own failure and shocks may overlap.
  const causes = new Int32Array(n);

  const fall = (operator: number): void => {
    if (causes[operator]!++ > 0) return;
    upDays[operator]! += clock.now - since[operator]!;
    up[operator] = 0;
    outage[operator]!++;
    listener.down(operator);
  };
  const rise = (operator: number): void => {
    if (--causes[operator]! > 0) return;
    since[operator] = clock.now;
    up[operator] = 1;
    listener.up(operator);
  };

  const own: (Stream | undefined)[] = operators.map(
    ({ failure, group, index }) => failure && streams.stream(`failure ${world.groups[group]!.name}`, index),
  );
  const lawOf = (operator: number) => world.groups[operators[operator]!.group]!.spec.failure!;
  const failNext = (operator: number): void => {
    const { everyDays } = operators[operator]!.failure!;
    const days = weibullOfMean(own[operator]!, everyDays, lawOf(operator).shape);
    clock.after(days, priority.act, fail, operator);
  };
  const fail = clock.kind('failure', operator => {
    const { repairDays } = operators[operator]!.failure!;
    const { repairSpread } = lawOf(operator);
    fall(operator);
    const days =
      repairSpread === undefined
        ? exponential(own[operator]!, repairDays)
        : lognormalOfMean(own[operator]!, repairDays, repairSpread);
    clock.after(days, priority.act, repair, operator);
  });
  const repair = clock.kind('repair', operator => {
    rise(operator);
    failNext(operator);
  });
  for (const { id, failure } of operators) {
    if (failure) failNext(id);
  }

  const recover = clock.kind('shock ends', rise);
  const shocks = Object.entries(world.scenario.shocks).map(([name, spec]) => ({
    name,
    spec,
    stream: streams.stream('shock', name),
    reach: streams.stream('shock reach', name),
    // By group and number within it, so that nobody's luck hangs on how many operators come before.
    thin: world.groups.map(({ name: group }) => streams.hashed(`shock ${name} ${group}`)),
    exposed: operators.filter(({ placement }) => placement[spec.on.label] === spec.on.is).map(({ id }) => id),
    occurrences: 0,
  }));
  const strike = clock.kind('shock', index => {
    const shock = shocks[index]!;
    const { stream, spec } = shock;
    const { kind, lasts } = spec;
    const days = lasts ? lognormal(stream, lasts.median, lasts.sigma) : 0;
    // One draw for all that it might hit: clusters of offences are then as heavy-tailed as what is drawn.
    const part = sample(spec.hits, shock.reach);
    const hit = shock.exposed.filter(operator => {
      const { group, index } = operators[operator]!;
      return shock.thin[group]!(index, shock.occurrences) < part;
    });
    shock.occurrences++;
    listener.shock(shock.name, kind, hit.length);
    for (const operator of hit) {
      if (kind === 'outage') {
        fall(operator);
        clock.after(days, priority.act, recover, operator);
      } else {
        for (const set of world.sets) listener.offence(operator, kind, set.id);
      }
    }
    clock.after(exponential(stream, 365 / spec.perYear), priority.act, strike, index);
  });
  shocks.forEach(({ stream, spec }, index) => {
    if (spec.perYear > 0) clock.after(exponential(stream, 365 / spec.perYear), priority.act, strike, index);
  });

  for (const { name: condition } of hazardConditions) {
    // The rate of all sets together: which of them an offence falls in is drawn with it.
    const hazard = (operator: number): number =>
      world.sets.length * world.groups[operators[operator]!.group]!.spec.hazards[condition];
    const sources: Stream[] = [];
    const occur = clock.kind(condition, operator => {
      const source = sources[operator]!;
      // Drawn over all sets, so that serving one more set adds its own hazard and moves no other's.
      const set = Math.floor(source() * world.sets.length);
      listener.offence(operator, condition, set);
      clock.after(exponential(source, 365 / hazard(operator)), priority.act, occur, operator);
    });
    for (const { id, group, index } of operators) {
      if (hazard(id) === 0) continue;
      const source = streams.stream(`${condition} ${world.groups[group]!.name}`, index);
      sources[id] = source;
      clock.after(exponential(source, 365 / hazard(id)), priority.act, occur, id);
    }
  }

  return {
    up,
    outage,
    upDays,
    settle: now => {
      for (let operator = 0; operator < n; operator++) {
        if (!up[operator]) continue;
        upDays[operator]! += now - since[operator]!;
        since[operator] = now;
      }
    },
    clear: () => {
      upDays.fill(0);
    },
  };
}
