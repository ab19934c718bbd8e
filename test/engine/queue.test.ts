import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventQueue } from '../../sim/engine/queue.ts';
import { streams } from '../../sim/engine/streams.ts';

interface Pending {
  time: number;
  priority: number;
  sequence: number;
  handle: number;
}

const before = (a: Pending, b: Pending) =>
  a.time - b.time || a.priority - b.priority || a.sequence - b.sequence;

/** The queue and a list kept sorted, driven alike; every difference is a failed expectation. */
class Twins {
  readonly queue = new EventQueue();
  readonly list: Pending[] = [];
  readonly gone: number[] = [];
  sequence = 0;
  now = 0;

  push(time: number, priority: number) {
    const sequence = this.sequence++;
    const event = {
      time,
      priority,
      sequence,
      handle: this.queue.push(time, priority, 0, sequence, -sequence),
    };
    let low = 0;
    let high = this.list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (before(this.list[middle]!, event) < 0) low = middle + 1;
      else high = middle;
    }
    this.list.splice(low, 0, event);
  }

  pop() {
    const expected = this.list.shift();
    const slot = this.queue.pop(Number.POSITIVE_INFINITY);
    if (expected === undefined) return expect(slot).toBe(-1);
    const { queue } = this;
    const found = [queue.time[slot], queue.subject[slot], queue.detail[slot]];
    if (found[0] !== expected.time || found[1] !== expected.sequence || found[2] !== -expected.sequence) {
      expect(found).toEqual([expected.time, expected.sequence, -expected.sequence]);
    }
    this.now = expected.time;
    this.gone.push(expected.handle);
  }

  cancel(pick: number) {
    if (this.list.length === 0) return;
    const [victim] = this.list.splice(Math.floor(pick * this.list.length), 1);
    expect(this.queue.cancel(victim!.handle)).toBe(true);
    this.gone.push(victim!.handle);
  }

  cancelStale(pick: number) {
    if (this.gone.length === 0) return;
    expect(this.queue.cancel(this.gone[Math.floor(pick * this.gone.length)]!)).toBe(false);
  }

  agree() {
    expect(this.queue.size).toBe(this.list.length);
    expect(this.queue.peek()).toBe(this.list[0]?.time ?? Number.POSITIVE_INFINITY);
  }
}

/** Delays from now, in days, by two uniform draws. */
const delays: Record<string, (u: number, v: number) => number> = {
  uniform: u => u,
  'whole days, full of ties': u => Math.floor(u * 4),
  'all at once': () => 0,
  'near with a few far ahead': (u, v) => (v < 0.1 ? 1e6 * u : u / 1000),
  'over thirty orders of magnitude': (u, v) => (u + 0.1) * 10 ** Math.floor(v * 30 - 15),
  'bursts and long gaps': (u, v) => (v < 0.02 ? 10_000 : 0) + Math.floor(u * 3) / 1e6,
  'one constant': () => 1,
  'so large that neighbours coincide': u => 2 ** 60 * u,
};

describe('the pending-event set', () => {
  it.each(Object.entries(delays))('agrees with a sorted list for delays: %s', (name, delay) => {
    const stream = streams('queue').stream(name);
    const twins = new Twins();
    // The population swells, holds and drains, so that it grows, tunes itself and runs empty.
    for (const [steps, share] of [
      [6000, 0.6],
      [20_000, 0.45],
      [6000, 0.2],
      [6000, 0.5],
      [8000, 0.1],
    ] as const) {
      for (let i = 0; i < steps; i++) {
        const choice = stream();
        if (choice < share) twins.push(twins.now + delay(stream(), stream()), Math.floor(stream() * 3));
        else if (choice < share + 0.05) twins.cancel(stream());
        else if (choice < share + 0.07) twins.cancelStale(stream());
        else twins.pop();
        if (i % 64 === 0) twins.agree();
      }
    }
    while (twins.list.length > 0) twins.pop();
    twins.pop();
    twins.agree();
  });

  it('agrees with a sorted list for any short program of pushes, pops and cancellations', () => {
    const time = fc.oneof(
      fc.double({ min: 0, max: 10, noNaN: true }),
      fc.integer({ min: 0, max: 3 }),
      fc.double({ min: 0, max: 1e300, noNaN: true }),
    );
    const operation = fc.oneof(
      fc.record({ push: time, priority: fc.integer({ min: 0, max: 255 }) }),
      fc.constant('pop' as const),
      fc.record({ cancel: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }) }),
    );
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 300, size: 'max' }), program => {
        const twins = new Twins();
        for (const step of program) {
          if (step === 'pop') twins.pop();
          else if ('push' in step) twins.push(twins.now + step.push, step.priority);
          else twins.cancel(step.cancel);
          twins.agree();
        }
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it('keeps its order when events are pushed before the time it has looked ahead to', () => {
    const twins = new Twins();
    for (let i = 0; i < 300; i++) {
      twins.push(1000 + i, 0);
      twins.agree();
      twins.push(1000 - i, 1);
      twins.agree();
      twins.push(i / 7, 2);
      twins.agree();
    }
    while (twins.list.length > 0) twins.pop();
  });

  it('takes nothing beyond the limit', () => {
    const queue = new EventQueue();
    queue.push(2, 0, 0, 1, 0);
    expect(queue.pop(1.999)).toBe(-1);
    expect(queue.size).toBe(1);
    expect(queue.subject[queue.pop(2)]).toBe(1);
  });

  it('reuses its slots: a million events through ten places need no more than 64 rows', () => {
    const queue = new EventQueue();
    for (let i = 0; i < 10; i++) queue.push(i, 0, 0, i, 0);
    for (let i = 0; i < 1_000_000; i++) {
      const slot = queue.pop(Number.POSITIVE_INFINITY);
      queue.push(queue.time[slot]! + 10, 0, 0, 0, 0);
    }
    expect(queue.time.length).toBe(64);
    expect(queue.size).toBe(10);
  });

  it('sweeps out cancelled events: rescheduling far ahead a million times does not fill it', () => {
    const queue = new EventQueue();
    let refused = 0;
    for (let i = 0; i < 1_000_000; i++) if (!queue.cancel(queue.push(1e6 + i, 0, 0, 0, 0))) refused++;
    expect(refused).toBe(0);
    expect(queue.time.length).toBe(64);
  });

  it('never gives two events the same handle', () => {
    const queue = new EventQueue();
    const seen = new Set<number>();
    for (let i = 0; i < 100_000; i++) {
      seen.add(queue.push(i, 0, 0, 0, 0));
      if (i % 3 > 0) queue.pop(Number.POSITIVE_INFINITY);
    }
    expect(seen.size).toBe(100_000);
    expect(Math.min(...[...seen].slice(0, 1000))).toBeGreaterThan(0);
  });

  it.each([0, -1, 5, Number.NaN, Number.POSITIVE_INFINITY, 1.5, 2 ** 53])(
    'refuses to cancel what was never a handle: %d',
    handle => {
      const queue = new EventQueue();
      for (let i = 0; i < 10; i++) queue.push(i, 0, 0, 0, 0);
      expect(queue.cancel(handle)).toBe(false);
      expect(queue.size).toBe(10);
    },
  );
});
