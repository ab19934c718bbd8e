import { describe, expect, it } from 'vitest';
import { changeSplit, closeDay, pay, poolOn, splitOf } from '../../../sim/protocol/rewards/index.ts';
import { open, stream } from './rewards-world.ts';

describe('splits', () => {
  const at = { operator: 0, set: 0 };

  it('change seven days after they are set, and not again while a change is pending', () => {
    const { rewards } = open([stream('totalStake')]);
    expect(changeSplit(rewards.splits, { ...at, fraction: 0.4, time: 1 })).toBe(true);
    expect(changeSplit(rewards.splits, { ...at, fraction: 0.5, time: 7.9 })).toBe(false);
    expect(splitOf(rewards.splits, { ...at, time: 7.9 })).toBe(0.1);
    expect(splitOf(rewards.splits, { ...at, time: 8 })).toBe(0.4);
    expect(changeSplit(rewards.splits, { ...at, fraction: 0.5, time: 8 })).toBe(true);
    expect(splitOf(rewards.splits, { ...at, time: 14.9 })).toBe(0.4);
  });

  it('are each set’s own: another set and programmatic pay keep the default', () => {
    const { rewards } = open([stream('totalStake')]);
    changeSplit(rewards.splits, { ...at, fraction: 0.4, time: -Infinity });
    changeSplit(rewards.splits, { operator: 1, set: -1, fraction: 0, time: -Infinity });
    const of = (operator: number, set: number) => splitOf(rewards.splits, { operator, set, time: 0 });
    expect([of(0, 0), of(0, 1), of(0, -1), of(1, 0), of(1, -1)]).toEqual([0.4, 0.1, 0.1, 0.1, 0]);
  });

  it('hold from the day an operator joins if they were set before, and make no membership', () => {
    const { world, rewards } = open([stream('totalStake', { set: 1 })]);
    changeSplit(rewards.splits, { operator: 0, set: 1, fraction: 0.4, time: -Infinity });
    closeDay(rewards);
    expect(world.mirrors.memberships.count).toBe(2);
    world.register(0, 1);
    closeDay(rewards);
    expect(pay(rewards, 0, { pool: 1, usdPerToken: 1 }).operators).toBe(0.4);
  });

  it('that become active during a day, its midnight included, are paid from the next snapshot', () => {
    for (const [time, first] of [
      [0, 8],
      [0.5, 8],
      [1, 9],
    ] as const) {
      const { rewards } = open([stream('totalStake')]);
      changeSplit(rewards.splits, { ...at, fraction: 1, time });
      const restakers: number[] = [];
      for (let day = 0; day <= 9; day++) {
        restakers.push(pay(rewards, 0, { pool: 1, usdPerToken: 1 }).restakers);
        closeDay(rewards);
      }
      expect(restakers.indexOf(0)).toBe(first);
    }
  });

  it('reject what is not a fraction', () => {
    const { rewards } = open([stream('totalStake')]);
    expect(() => changeSplit(rewards.splits, { ...at, fraction: 1.1, time: 0 })).toThrow(
      'invalid split: 1.1',
    );
  });
});

describe('a submission', () => {
  it('pays equal parts on the days after its start, and on no other', () => {
    const submission = { amount: 70, start: 3, days: 7 };
    const days = Array.from({ length: 14 }, (_, day) => poolOn(submission, day));
    expect(days).toEqual([0, 0, 0, 0, 10, 10, 10, 10, 10, 10, 10, 0, 0, 0]);
  });
});
