import { describe, expect, it } from 'vitest';
import { Clock, exponential, priority, type Stream, streams } from '../../sim/engine/index.ts';

/** A station in the steady state: Poisson arrivals, FIFO, time in units of the mean service (1). */
interface Station {
  readonly name: string;
  readonly arrivalRate: number;
  readonly servers: number;
  readonly service: (stream: Stream) => number;
  /** Customers that find this many in the station are lost. */
  readonly capacity?: number;
}

/** What one replicate observes after its warm-up. */
interface Observed {
  readonly inStation: number;
  readonly waiting: number;
  readonly sojourn: number;
  readonly wait: number;
  readonly atLeastFive: number;
  readonly arrivalsSeeingFive: number;
  readonly lost: number;
  readonly littleGap: number;
}

const replicates = 24;
/** Two-sided 99.9 % quantile of Student's t with 23 degrees of freedom. */
const quantile = 3.7676;
const warmUp = 5000;
const horizon = 60_000;

function observe(station: Station, replicate: number): Observed {
  const { arrivalRate, servers, service, capacity = Number.POSITIVE_INFINITY } = station;
  const source = streams(station.name);
  const arrivals = source.stream('arrival', replicate);
  const services = source.stream('service', replicate);
  const clock = new Clock();
  const since: number[] = [];
  const line: number[] = [];
  let head = 0;
  let present = 0;
  let last = 0;
  let [area, waitingArea, timeOfFive, arrived, sawFive, lost, left, sojourns, begun, waits] =
    Array(10).fill(0);

  const account = () => {
    const span = clock.now - last;
    last = clock.now;
    area += span * present;
    waitingArea += span * Math.max(0, present - servers);
    if (present >= 5) timeOfFive += span;
  };
  const begin = (customer: number) => {
    waits += clock.now - since[customer]!;
    begun++;
    clock.after(service(services), priority.act, departure, customer);
  };
  const arrival = clock.kind('arrival', customer => {
    account();
    clock.after(exponential(arrivals, 1 / arrivalRate), priority.act, arrival, customer + 1);
    arrived++;
    if (present >= 5) sawFive++;
    since[customer] = clock.now;
    if (present >= capacity) lost++;
    else if (present++ < servers) begin(customer);
    else line.push(customer);
  });
  const departure = clock.kind('departure', customer => {
    account();
    present--;
    left++;
    sojourns += clock.now - since[customer]!;
    if (head < line.length) begin(line[head++]!);
  });

  clock.after(exponential(arrivals, 1 / arrivalRate), priority.act, arrival, 0);
  clock.runUntil(warmUp);
  last = clock.now;
  area = waitingArea = timeOfFive = arrived = sawFive = lost = left = sojourns = begun = waits = 0;
  clock.runUntil(warmUp + horizon);
  account();
  return {
    inStation: area / horizon,
    waiting: waitingArea / horizon,
    sojourn: sojourns / left,
    wait: waits / begun,
    atLeastFive: timeOfFive / horizon,
    arrivalsSeeingFive: sawFive / arrived,
    lost: lost / arrived,
    // Little's law: what the station holds on average, less the rate through it times the time spent in it.
    littleGap: area / horizon - (left / horizon) * (sojourns / left),
  };
}

/** Expects the truth inside the t-interval of the replicates' means. */
function agree(runs: Observed[], truth: Partial<Observed>) {
  for (const [measure, expected] of Object.entries(truth)) {
    const values = runs.map(run => run[measure as keyof Observed]);
    const mean = values.reduce((sum, value) => sum + value, 0) / replicates;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (replicates - 1);
    const halfWidth = quantile * Math.sqrt(variance / replicates);
    expect(halfWidth, `${measure} varies`).toBeGreaterThan(0);
    expect(Math.abs(mean - expected), `${measure}: ${mean} against ${expected}`).toBeLessThan(halfWidth);
  }
}

const run = (station: Station) => Array.from({ length: replicates }, (_, i) => observe(station, i));
const memoryless = (stream: Stream) => exponential(stream, 1);

/** Erlang's loss formula: probability that c servers offered the load a are all busy. */
function erlangB(c: number, a: number): number {
  let blocked = 1;
  for (let k = 1; k <= c; k++) blocked = (a * blocked) / (k + a * blocked);
  return blocked;
}

describe('a queue simulated on the clock agrees with its closed form', () => {
  it.each([0.5, 0.8, 0.9])('M/M/1 at a load of %d', load => {
    const runs = run({ name: `M/M/1 ${load}`, arrivalRate: load, servers: 1, service: memoryless });
    agree(runs, {
      inStation: load / (1 - load),
      waiting: load ** 2 / (1 - load),
      sojourn: 1 / (1 - load),
      wait: load / (1 - load),
      atLeastFive: load ** 5,
      arrivalsSeeingFive: load ** 5,
      littleGap: 0,
    });
  });

  it('M/M/2 offered 1.6 (Erlang C)', () => {
    const busy = erlangB(2, 1.6);
    const delayed = busy / (1 - 0.8 * (1 - busy));
    expect(delayed).toBeCloseTo(0.711111, 6);
    const runs = run({ name: 'M/M/2', arrivalRate: 1.6, servers: 2, service: memoryless });
    agree(runs, {
      waiting: (delayed * 0.8) / 0.2,
      inStation: (delayed * 0.8) / 0.2 + 1.6,
      wait: delayed / (2 - 1.6),
      littleGap: 0,
    });
  });

  it.each([
    [5, 3, 0.110054],
    [10, 7, 0.078741],
  ])('%d servers without a waiting room, offered %d, lose Erlang B', (servers, load, published) => {
    const lost = erlangB(servers, load);
    expect(lost).toBeCloseTo(published, 6);
    const name = `Erlang B ${servers}`;
    const runs = run({ name, arrivalRate: load, servers, service: memoryless, capacity: servers });
    agree(runs, { lost, inStation: load * (1 - lost), sojourn: 1, littleGap: 0 });
  });

  it('five servers of fixed service time lose Erlang B too: it depends on the mean service alone', () => {
    const runs = run({ name: 'M/D/5/5', arrivalRate: 3, servers: 5, service: () => 1, capacity: 5 });
    agree(runs, { lost: erlangB(5, 3) });
  });

  it('M/M/1/10 at a load of 0.8', () => {
    const runs = run({ name: 'M/M/1/10', arrivalRate: 0.8, servers: 1, service: memoryless, capacity: 10 });
    const weights = Array.from({ length: 11 }, (_, n) => 0.8 ** n);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const inStation = weights.reduce((sum, weight, n) => sum + n * weight, 0) / total;
    agree(runs, { lost: 0.8 ** 10 / total, inStation, littleGap: 0 });
  });

  it('M/D/1 at a load of 0.8 (Pollaczek and Khinchine): half the line of M/M/1', () => {
    const runs = run({ name: 'M/D/1', arrivalRate: 0.8, servers: 1, service: () => 1 });
    agree(runs, { waiting: 1.6, inStation: 2.4, wait: 2, sojourn: 3, littleGap: 0 });
  });
});
