import { exponential, lognormal, priority } from '../../engine/index.ts';
import { sample } from '../../scenario/index.ts';
import type { Outages } from './availability.ts';
import type { FaultContext } from './fault-context.ts';

/**
 * Schedules common shocks at Poisson times: a shock hits each operator with a given label with some probability,
 * all at the same instant (A. W. Marshall and I. Olkin, "A multivariate exponential distribution", JASA 62, 1967).
 * It is an outage of one duration for all that it hits, or an offence of each of them in every set. Whom an
 * occurrence hits is a hash of (operator, occurrence), so that it depends on nobody's choices. Offences of a shock
 * are reported for every set of the world; who listens knows which of them the operator serves.
 */
export function scheduleShocks(context: FaultContext, outages: Outages): void {
  const { world, operators, clock, listener } = context;
  const shocks = shocksOf(context);
  const shockEnds = clock.kind('shock ends', outages.end);
  const strike = clock.kind('shock', index => {
    const shock = shocks[index]!;
    const { stream, spec } = shock;
    const { kind, lasts } = spec;
    // Drawn once: all operators hit by an outage are down for the same time.
    const days = lasts ? lognormal(stream, lasts.median, lasts.sigma) : 0;
    // One draw for all operators: if `hits` is a distribution, the number that one shock hits varies as widely.
    const probability = sample(spec.hits, shock.reach);
    const hit = shock.exposed.filter(operator => {
      const { group, index } = operators[operator]!;
      return shock.hashes[group]!(index, shock.occurrences) < probability;
    });
    shock.occurrences++;
    listener.shock(shock.name, kind, hit.length);
    for (const operator of hit) {
      if (kind === 'outage') {
        outages.begin(operator);
        clock.after(days, priority.act, shockEnds, operator);
      } else {
        for (const set of world.sets) listener.offence(operator, kind, set.id);
      }
    }
    clock.after(exponential(stream, 365 / spec.perYear), priority.act, strike, index);
  });
  shocks.forEach(({ stream, spec }, index) => {
    if (spec.perYear > 0) clock.after(exponential(stream, 365 / spec.perYear), priority.act, strike, index);
  });
}

/** The shocks of a world, each with its streams, the operators that it may hit, and a count of its occurrences. */
function shocksOf({ world, operators, random }: FaultContext) {
  return Object.entries(world.scenario.shocks).map(([name, spec]) => ({
    name,
    spec,
    stream: random.stream('shock', name),
    reach: random.stream('shock reach', name),
    // By group and number within it, so that nobody's hits depend on how many operators other groups have.
    hashes: world.groups.map(({ name: group }) => random.hashed(`shock ${name} ${group}`)),
    exposed: operators.filter(({ placement }) => placement[spec.on.label] === spec.on.is).map(({ id }) => id),
    occurrences: 0,
  }));
}
