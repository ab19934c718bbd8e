import { describe, expect, it } from 'vitest';
import { warningsOf as scenarioWarnings } from '../../../sim/scenario/index.ts';
import { resolved, type Written, written } from '../small.ts';

/** Warnings of a task of the first set, for groups of operators. */
function warningsOf(task: Written, operators: Written): string[] {
  const tasks = { t: { perDay: 1, hours: { mean: 1 }, deadline: '2h', sets: ['main'], ...task } };
  const gpus = { h100: { rentUsdPerHour: { usd: 2 }, utilisation: '50%' } };
  const scenario = resolved(written({ gpus, avss: { one: { tasks } }, operators }));
  return scenarioWarnings(scenario).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

const cpu = (count: number, cores: number) => ({ ordinary: { count, cores } });

describe('a task', () => {
  it('is warned of where no operator has as many cores or GPUs as it needs at once', () => {
    const wide = { resource: 'cpu', width: 2 };
    expect(warningsOf(wide, cpu(3, 1))).toEqual([
      'avss.one.tasks.t.width: no task can be done: each takes 2 cores of one operator at once, and none has more than 1',
    ]);
    expect(warningsOf(wide, { ...cpu(3, 1), large: { count: 1, cores: 2, ownStake: { eth: 1 } } })).toEqual(
      [],
    );
    expect(warningsOf(wide, { ...cpu(3, 1), large: { count: 0, cores: 2 } })).toHaveLength(1);
    expect(warningsOf({ resource: 'gpu' }, cpu(3, 8))).toEqual([
      'avss.one.tasks.t.width: no task can be done: each takes 1 GPUs of one operator at once, and none has more than 0',
    ]);
  });

  it('is warned of where fewer operators than must each do it have what it needs', () => {
    expect(warningsOf({ resource: 'cpu', copies: 4 }, cpu(3, 1))).toEqual([
      'avss.one.tasks.t.copies: no task can be done: 4 different operators must each do it, and only 3 have the cores for it',
    ]);
    expect(warningsOf({ resource: 'cpu', copies: 3 }, cpu(3, 1))).toEqual([]);
  });

  it('counts the GPUs of rows, which a larger count repeats', () => {
    const rows = [{ gpus: 8 }, { gpus: 1 }, {}];
    const task = (copies: number) => ({ resource: 'gpu', width: 4, copies });
    const group = (count: number | undefined) => ({ ordinary: { count, rows, gpu: 'h100' } });
    expect(warningsOf(task(1), group(undefined))).toEqual([]);
    expect(warningsOf(task(2), group(undefined))).toHaveLength(1);
    expect(warningsOf(task(2), group(4))).toEqual([]);
    expect(warningsOf(task(3), group(6))).toHaveLength(1);
  });
});
