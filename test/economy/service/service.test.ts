import { describe, expect, it } from 'vitest';
import { createService } from '../../../sim/economy/index.ts';
import { Clock, streams } from '../../../sim/engine/index.ts';
import { sampleOperators, worldOf } from '../../../sim/scenario/index.ts';
import { small, type Written } from '../../scenario/small.ts';
import { distance, unlikely } from '../distance.ts';

const HOUR = 1 / 24;

/** Operators with these cores that serve tasks of one kind; `members` of them from the start. */
function service(
  task: Written,
  operators: { count: number; cores: number },
  members = operators.count,
  seed = 1,
) {
  const tasks = {
    job: {
      resource: 'cpu',
      hours: { mean: 2, cv: 0 },
      deadline: '3650d',
      feeUsd: 6,
      sets: ['main'],
      ...task,
    },
  };
  const world = worldOf(small({ avss: { one: { tasks } }, operators: { ordinary: operators } }));
  const random = streams(seed);
  const traits = sampleOperators(world, random);
  const clock = new Clock();
  const up = Array<boolean>(operators.count).fill(true);
  const served = createService({
    world,
    operators: traits,
    clock,
    random,
    days: 36_500,
    isUp: operator => up[operator]!,
  });
  const enter = (operator: number) => served.enter({ membership: operator, operator, set: 0 });
  for (let operator = 0; operator < members; operator++) enter(operator);
  const today = served.today[0]!;
  return {
    clock,
    served,
    today,
    enter,
    fall: (operator: number) => {
      up[operator] = false;
      served.down(operator);
    },
    rise: (operator: number) => {
      up[operator] = true;
      served.up(operator);
    },
    /** Runs to the first arrival and returns its time. */
    first: (): number => {
      while (today.arrived === 0) clock.step();
      return clock.now;
    },
    present: (): number => today.arrived - today.onTime - today.late - today.lost,
  };
}

describe('the service system against queueing theory', () => {
  it('with more machines than work is M/G/infinity: as many tasks are present as arrive in a service time', () => {
    const { clock, present, today } = service(
      { perDay: 48, hours: { mean: 4, cv: 0.6 } },
      { count: 20, cores: 8 },
    );
    const seen: number[] = [];
    for (let day = 10; day < 6_000; day += 2) {
      clock.runUntil(day);
      seen.push(present());
    }
    expect(distance(seen, 8)).toBeLessThan(unlikely);
    expect(
      distance(
        seen.map(count => (count - 8) ** 2),
        8,
      ),
    ).toBeLessThan(unlikely);
    expect(today.waitDays).toBe(0);
    expect(today.late + today.lost).toBe(0);
  });

  it('with one machine waits as Pollaczek and Khinchine say', () => {
    const waits = Array.from({ length: 40 }, (_, seed) => {
      const { clock, today } = service(
        { perDay: 16.8, hours: { mean: 1, cv: 1 } },
        { count: 1, cores: 1 },
        1,
        seed,
      );
      clock.runUntil(50);
      const [waited, started] = [today.waitDays, today.started];
      clock.runUntil(850);
      return (24 * (today.waitDays - waited)) / (today.started - started);
    });
    expect(distance(waits, (0.7 * 2) / (2 * 0.3))).toBeLessThan(unlikely);
  });

  it('with no time to wait loses what Erlang B says, whatever the operators that own the machines', () => {
    // Offered load of 100 tasks of 2 h a day to 10 cores.
    const load = (100 * 2) / 24;
    let blocking = 1;
    for (let servers = 1; servers <= 10; servers++)
      blocking = (load * blocking) / (servers + load * blocking);
    for (const operators of [
      { count: 1, cores: 10 },
      { count: 5, cores: 2 },
    ]) {
      const lost = Array.from({ length: 30 }, (_, seed) => {
        const { clock, today } = service({ perDay: 100, deadline: '2h' }, operators, operators.count, seed);
        clock.runUntil(5);
        const [before, arrived] = [today.lost, today.arrived];
        clock.runUntil(105);
        return (today.lost - before) / (today.arrived - arrived);
      });
      expect(distance(lost, blocking)).toBeLessThan(unlikely);
    }
  });

  it('does the work that is asked for, hour for hour', () => {
    const { clock, served, today, present } = service(
      { perDay: 5, hours: { mean: 3, cv: 1 }, copies: 2 },
      { count: 3, cores: 1 },
    );
    while (!(today.arrived > 500 && present() === 0)) clock.step();
    expect(served.workHours.reduce((a, b) => a + b, 0)).toBeCloseTo(today.demandHours, 6);
    expect(today.started).toBe(2 * today.arrived);
  });

  it('gives equal operators equal work', () => {
    const work = Array.from({ length: 60 }, (_, seed) => {
      const { clock, served } = service(
        { perDay: 40, hours: { mean: 4, cv: 0.5 } },
        { count: 4, cores: 4 },
        4,
        seed,
      );
      clock.runUntil(60);
      return served.workHours[0]! - served.workHours[3]!;
    });
    expect(distance(work, 0)).toBeLessThan(unlikely);
  });
});

describe('a task', () => {
  const rare = { perDay: 0.001 };

  it('takes its hours over its width, as wide as the machine allows', () => {
    const { first, clock, today } = service(
      { ...rare, hours: { mean: 8, cv: 0 }, width: 4 },
      { count: 1, cores: 4 },
    );
    const arrival = first();
    clock.runUntil(arrival + 1.99 * HOUR);
    expect(today.onTime).toBe(0);
    clock.runUntil(arrival + 2.01 * HOUR);
    expect(today.onTime).toBe(1);
  });

  it('is not done on a machine that is not wide enough', () => {
    const { first, clock, today } = service({ ...rare, width: 4, deadline: '5h' }, { count: 2, cores: 3 });
    clock.runUntil(first() + 1);
    expect(today.started).toBe(0);
  });

  it('of two copies is done by two different operators, who share the fee', () => {
    const { first, clock, served, today } = service(
      { ...rare, copies: 2, operatorShare: '50%' },
      { count: 3, cores: 8 },
    );
    clock.runUntil(first() + 1);
    expect(today.onTime).toBe(1);
    expect([...served.operatorFeesUsd[0]!].sort()).toEqual([0, 1.5, 1.5]);
    expect(served.avsFeesUsd[0]).toBe(3);
    expect(today.feesUsd).toBe(6);
  });

  it('of more copies than there are operators is lost in the end, and nobody is paid', () => {
    const { first, clock, enter, served, today } = service(
      { ...rare, copies: 3, deadline: '5h' },
      { count: 3, cores: 8 },
      2,
    );
    const arrival = first();
    clock.runUntil(arrival + 1);
    enter(2);
    expect(today.lost).toBe(1);
    expect(today.feesUsd).toBe(0);
    expect([...served.operatorFeesUsd[0]!]).toEqual([0, 0, 0]);
  });

  it('waits for an operator, and is given up once it could not meet its deadline', () => {
    for (const [wait, onTime] of [
      [2.9, 1],
      [3.1, 0],
    ] as const) {
      const { first, clock, enter, today } = service({ ...rare, deadline: '5h' }, { count: 1, cores: 8 }, 0);
      const arrival = first();
      clock.runUntil(arrival + wait * HOUR);
      enter(0);
      clock.runUntil(arrival + 1);
      expect(today).toMatchObject({ onTime, late: 0, lost: 1 - onTime });
      if (onTime) expect(today.waitDays).toBeCloseTo(wait * HOUR, 9);
    }
  });

  it('whose operator goes down is done again from nothing when it is back', () => {
    const { first, clock, fall, rise, today } = service(
      { ...rare, hours: { mean: 4, cv: 0 }, deadline: '9h' },
      { count: 1, cores: 1 },
    );
    const arrival = first();
    clock.runUntil(arrival + 3 * HOUR);
    fall(0);
    clock.runUntil(arrival + 4 * HOUR);
    rise(0);
    clock.runUntil(arrival + 7.9 * HOUR);
    expect(today.onTime).toBe(0);
    clock.runUntil(arrival + 8.1 * HOUR);
    expect(today.onTime).toBe(1);
  });

  it('that takes longer than its deadline is done late if a machine is free, and the user pays nothing', () => {
    const { first, clock, today } = service({ ...rare, deadline: '1h' }, { count: 1, cores: 1 });
    clock.runUntil(first() + 1);
    expect(today).toMatchObject({ onTime: 0, late: 1, lost: 0, feesUsd: 0 });
  });

  it('starts anew at once with another operator that is free when its own goes down', () => {
    const { first, clock, fall, enter, today, served } = service(
      { ...rare, hours: { mean: 4, cv: 0 }, deadline: '8h' },
      { count: 2, cores: 1 },
      1,
    );
    const arrival = first();
    enter(1);
    clock.runUntil(arrival + 3 * HOUR);
    fall(0);
    clock.runUntil(arrival + 7.1 * HOUR);
    expect(today.onTime).toBe(1);
    expect(served.workHours).toEqual([0, 4]);
  });

  it('that runs is finished by an operator that leaves meanwhile, but the next one goes elsewhere', () => {
    const { first, clock, enter, served, today } = service(
      { perDay: 10, hours: { mean: 2, cv: 0 } },
      { count: 2, cores: 64 },
      1,
    );
    const arrival = first();
    served.leave(0);
    enter(1);
    clock.runUntil(arrival + 30);
    expect(served.workHours[0]).toBe(2);
    expect(served.workHours[1]).toBe(2 * today.onTime - 2);
  });
});
