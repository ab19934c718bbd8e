import { beforeEach, describe, expect, it } from 'vitest';
import { Clock, priority } from '../../sim/engine/index.ts';

let clock: Clock;
let trace: string[];
let note: number;

beforeEach(() => {
  clock = new Clock();
  trace = [];
  note = clock.kind('note', (subject, detail) => trace.push(`${clock.now}:${subject}:${detail}`));
});

describe('order', () => {
  it('goes by time, then priority, then sequence of scheduling', () => {
    clock.at(2, priority.act, note, 1);
    clock.at(1, priority.measure, note, 2);
    clock.at(1, priority.settle, note, 3);
    clock.at(1, priority.act, note, 4);
    clock.at(1, priority.settle, note, 5);
    clock.at(1, priority.act, note, 6);
    clock.runUntil(3);
    expect(trace).toEqual(['1:4:0', '1:6:0', '1:3:0', '1:5:0', '1:2:0', '2:1:0']);
  });

  it('puts what a handler schedules for the same instant after its equals and before lower priorities', () => {
    const spawn = clock.kind('spawn', subject => {
      trace.push(`${clock.now}:spawn`);
      clock.at(clock.now, priority.measure, note, subject);
      clock.after(0, priority.act, note, subject + 1);
    });
    clock.at(1, priority.act, spawn, 10);
    clock.at(1, priority.act, note, 1);
    clock.at(1, priority.settle, note, 2);
    clock.at(1, priority.measure, note, 3);
    clock.runUntil(1);
    expect(trace).toEqual(['1:spawn', '1:1:0', '1:11:0', '1:2:0', '1:3:0', '1:10:0']);
  });

  it('lets an act scheduled from a measure at the same instant still happen at that instant', () => {
    const measure = clock.kind('measure', () => clock.after(0, priority.act, note, 7));
    clock.at(1, priority.measure, measure, 0);
    clock.at(1, priority.measure, note, 8);
    clock.runUntil(1);
    expect(trace).toEqual(['1:7:0', '1:8:0']);
  });

  it('hands over subject and detail unchanged', () => {
    clock.at(0.1, 0, note, -2_147_483_648, 0.1);
    clock.at(0.2, 255, note, 2_147_483_647, -1e300);
    clock.runUntil(1);
    expect(trace).toEqual(['0.1:-2147483648:0.1', '0.2:2147483647:-1e+300']);
  });
});

describe('running', () => {
  it('includes the events at the end and leaves the clock there', () => {
    clock.at(1, 0, note, 1);
    clock.at(1.0000001, 0, note, 2);
    expect(clock.runUntil(1)).toBe(true);
    expect(clock).toMatchObject({ now: 1, processed: 1, pending: 1 });
    clock.runUntil(5);
    expect(clock).toMatchObject({ now: 5, processed: 2, pending: 0 });
  });

  it('gives the same trace in one run, in many short ones and step by step', () => {
    const traces = [
      (world: Clock) => world.runUntil(50),
      (world: Clock) => {
        for (let day = 0.25; day <= 50; day += 0.25) world.runUntil(day);
      },
      (world: Clock) => {
        while (world.peek() <= 50) world.step();
      },
    ].map(run => {
      const world = new Clock();
      const seen: number[] = [];
      const hop = world.kind('hop', subject => {
        seen.push(world.now, subject);
        world.after((((subject * 7919) % 13) + 1) / 4, subject % 3, hop, (subject * 31 + 7) % 101);
        if (subject % 5 === 0) world.cancel(world.after(1, 0, hop, subject));
      });
      for (let i = 0; i < 40; i++) world.at(1 + (i % 4), 0, hop, i + 1);
      run(world);
      return seen;
    });
    expect(traces[0]!.length).toBeGreaterThan(1000);
    expect(traces[1]).toEqual(traces[0]);
    expect(traces[2]).toEqual(traces[0]);
  });

  it('stops between events when a handler asks, and goes on from there', () => {
    const halt = clock.kind('halt', () => clock.stop());
    clock.at(1, 0, halt, 0);
    clock.at(1, 0, note, 1);
    expect(clock.runUntil(2)).toBe(false);
    expect(clock).toMatchObject({ now: 1, processed: 1, pending: 1 });
    expect(clock.runUntil(2)).toBe(true);
    expect(trace).toEqual(['1:1:0']);
  });

  it('stops after as many events as are asked for, and goes on from there to the same trace', () => {
    const schedule = () => {
      for (let i = 0; i < 7; i++) clock.at(i / 10, priority.act, note, i);
    };
    schedule();
    clock.runUntil(1);
    const whole = trace;
    clock = new Clock();
    trace = [];
    note = clock.kind('note', (subject, detail) => trace.push(`${clock.now}:${subject}:${detail}`));
    schedule();
    const reached: boolean[] = [];
    do reached.push(clock.runUntil(1, 3));
    while (!reached.at(-1));
    expect([reached, clock.now, trace]).toEqual([[false, false, true], 1, whole]);
  });

  it('gives up where more than its budget of events do not reach a time, in slices as at once', () => {
    for (const most of [Number.POSITIVE_INFINITY, 100_000]) {
      const endless = new Clock();
      const again: number = endless.kind('again', () => endless.after(1e-12, priority.act, again, 0));
      endless.at(0, priority.act, again, 0);
      const run = () => {
        while (!endless.runUntil(1, most));
      };
      expect(run).toThrow(/^too many events: 20000000 by day .*"again"$/);
    }
  });

  it('can go on after a handler has thrown', () => {
    const fail = clock.kind('fail', () => {
      throw new Error('handler failed');
    });
    clock.at(1, 0, fail, 0);
    clock.at(2, 0, note, 1);
    expect(() => clock.runUntil(3)).toThrow('handler failed');
    expect(clock).toMatchObject({ now: 1, processed: 1, pending: 1 });
    clock.runUntil(3);
    expect(trace).toEqual(['2:1:0']);
  });

  it('steps event by event and says when none is left', () => {
    clock.at(1, 0, note, 1);
    expect([clock.peek(), clock.step(), clock.now, clock.step(), clock.peek()]).toEqual([
      1,
      true,
      1,
      false,
      Number.POSITIVE_INFINITY,
    ]);
  });
});

describe('cancellation', () => {
  it('takes an event out once', () => {
    const handle = clock.at(1, 0, note, 1);
    clock.at(1, 0, note, 2);
    expect([clock.cancel(handle), clock.cancel(handle), clock.pending]).toEqual([true, false, 1]);
    clock.runUntil(2);
    expect(trace).toEqual(['1:2:0']);
  });

  it('does not touch the event that has taken the place of a processed or cancelled one', () => {
    const first = clock.at(1, 0, note, 1);
    clock.step();
    const second = clock.at(2, 0, note, 2);
    expect(clock.cancel(first)).toBe(false);
    clock.cancel(second);
    clock.runUntil(3);
    const third = clock.at(4, 0, note, 3);
    expect([clock.cancel(first), clock.cancel(second), clock.pending]).toEqual([false, false, 1]);
    expect(new Set([first, second, third]).size).toBe(3);
  });

  it('comes too late from within the event itself', () => {
    let late: boolean | undefined;
    const self = clock.kind('self', () => {
      late = clock.cancel(handle);
    });
    const handle = clock.at(1, 0, self, 0);
    clock.runUntil(1);
    expect(late).toBe(false);
  });

  it('reaches another event of the same instant', () => {
    const kill = clock.kind('kill', () => clock.cancel(victim));
    clock.at(1, priority.act, kill, 0);
    const victim = clock.at(1, priority.settle, note, 1);
    clock.runUntil(1);
    expect(trace).toEqual([]);
    expect(clock.pending).toBe(0);
  });

  it('is not seen by peek', () => {
    const handle = clock.at(1, 0, note, 1);
    clock.at(2, 0, note, 2);
    clock.cancel(handle);
    expect(clock.peek()).toBe(2);
  });
});

describe('what the clock refuses', () => {
  it.each([4.999, -1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'an event or a run at %d when it is day 5',
    time => {
      clock.runUntil(5);
      expect(() => clock.at(time, 0, note, 0)).toThrow(`invalid event time: ${time}`);
      expect(() => clock.after(time - 5, 0, note, 0)).toThrow('invalid event time: ');
      expect(() => clock.runUntil(time)).toThrow(`invalid event time: ${time}`);
      expect(clock.pending).toBe(0);
    },
  );

  it.each([-1, 256, 0.5, Number.NaN])('priority %d', level => {
    expect(() => clock.at(1, level, note, 0)).toThrow(`invalid event priority: ${level}`);
  });

  it.each([0.5, 2 ** 31, Number.NaN])('subject %d', subject => {
    expect(() => clock.at(1, 0, note, subject)).toThrow(`invalid event subject: ${subject}`);
  });

  it.each([-1, 1, 0.5, Number.NaN])('kind %d, which was never registered', kind => {
    expect(() => clock.at(1, 0, kind, 0)).toThrow(`unknown event kind: ${kind}`);
  });

  it('a second kind of the same name', () => {
    expect(() => clock.kind('note', () => {})).toThrow('duplicate event kind: note');
  });
});
