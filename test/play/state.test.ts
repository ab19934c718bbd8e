import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareCommand } from '../../src/play/model/compare-command.ts';
import { changesBetween, nestedChanges, withChanges } from '../../src/play/model/levers/change.ts';
import { createRunRecords, type RunRecord } from '../../src/play/model/runs/run-records.ts';
import { REPLICATES, wantedRuns } from '../../src/play/model/runs/wanted-runs.ts';
import { linkOf, readLink } from '../../src/play/model/url-state.ts';

const value = fc.oneof(
  fc.integer(),
  fc.constantFrom('70%', '14d', 'a b', '<b>', '&=#'),
  fc.constant({ gpu: '70%', cpu: '30%' }),
);
const changes = fc.uniqueArray(fc.record({ path: fc.constantFrom('a.b', 'a.c', 'x', 'y.z.w'), value }), {
  selector: ({ path }) => path,
});

describe('the state of the playground', () => {
  it('comes back from its link', () => {
    fc.assert(
      fc.property(changes, changes, fc.nat(1000), fc.constantFrom('one', 'all'), (a, b, day, luck) => {
        const state = { scenario: 'one two', a, b, day, luck, side: 'b' } as const;
        expect(readLink(linkOf(state))).toEqual(state);
      }),
    );
  });

  it('is nothing where a link names no scenario', () => {
    expect(readLink('a=1')).toBeUndefined();
  });

  it('makes of a scenario the changed one, whatever is changed', () => {
    fc.assert(
      fc.property(changes, list => {
        const before = { a: { b: 1, c: 2 }, x: 3, y: { z: { w: 4 } } };
        const found = changesBetween(before, merged(before, nestedChanges(list)));
        expect(merged(before, nestedChanges(found))).toEqual(merged(before, nestedChanges(list)));
      }),
    );
  });

  it('has one change a path, the later one', () => {
    const [one, two] = [
      { path: 'x', value: 1 },
      { path: 'x', value: 2 },
    ];
    expect(withChanges([one], [two])).toEqual([two]);
  });

  it('is a question that the command line answers too', () => {
    const b = [{ path: 'avss.one.budget.usdPerWeek', value: 5 }];
    expect(compareCommand('one.yaml', [], b)).toBe(
      'npx opset compare one.yaml --set-b avss.one.budget.usdPerWeek=5 --replicates 20',
    );
  });
});

/** A map with another over it. */
function merged(
  under: Readonly<Record<string, unknown>>,
  over: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const result: Record<string, unknown> = { ...under };
  for (const [key, own] of Object.entries(over)) {
    const before = result[key];
    const isMap = (one: unknown): one is Record<string, unknown> => typeof one === 'object' && one !== null;
    result[key] = isMap(own) && isMap(before) ? merged(before, own) : own;
  }
  return result;
}

describe('the runs that are wanted', () => {
  const settings = {
    a: [],
    b: [{ path: 'x', value: 1 }],
    luck: 'all',
    isMoving: false,
    days: 365,
    previewDays: 90,
  } as const;
  const at = (day: number) => ({ day, isDone: day === 365 }) as RunRecord;

  it('are the first days of B and A with the same luck while a lever moves', () => {
    const wanted = wantedRuns({ ...settings, isMoving: true }, () => undefined);
    expect(wanted.map(({ changes: { length }, replicate, toDay }) => [length, replicate, toDay])).toEqual([
      [1, 0, 90],
      [0, 0, 90],
    ]);
  });

  it('are more of the same luck for both, in batches that grow, until there are twenty pairs', () => {
    const done = new Set<number>();
    const batches: number[] = [];
    for (let round = 0; round < 10; round++) {
      const wanted = wantedRuns(settings, (_, replicate) => (done.has(replicate) ? at(365) : undefined));
      if (wanted.length === 0) break;
      batches.push(wanted.length / 2);
      for (const { replicate } of wanted) done.add(replicate);
    }
    expect(batches).toEqual([1, 2, 3, 6, 8]);
    expect(done.size).toBe(REPLICATES);
  });

  it('are none for a setting that was visited before', () => {
    expect(wantedRuns(settings, () => at(365))).toEqual([]);
  });
});

describe('the runs that are kept', () => {
  it('are those of the settings looked at last', () => {
    const records = createRunRecords(2);
    const setting = (x: number) => [{ path: 'x', value: x }];
    const news = { samples: [], flows: [], losses: [], events: [], day: 1, isDone: false };
    for (const x of [1, 2]) records.add(setting(x), 0, news);
    records.of(setting(1));
    records.add(setting(3), 0, news);
    expect([1, 3, 2].map(x => records.of(setting(x)).size)).toEqual([1, 1, 0]);
  });

  it('stay on the screen while their run is done again, until it has come as far', () => {
    const records = createRunRecords(2);
    const news = (day: number, samples: number) => ({
      samples: Array.from({ length: samples }, () => Float64Array.of(day)),
      flows: [],
      losses: [],
      events: [],
      day,
      isDone: false,
    });
    const days = () =>
      records
        .of([])
        .get(0)
        ?.samples.map(([day]) => day);
    records.add([], 0, news(90, 2));
    records.begin([], 0);
    records.add([], 0, news(30, 1));
    expect(days()).toEqual([90, 90]);
    records.add([], 0, news(120, 1));
    expect(days()).toEqual([30, 120]);
    records.add([], 0, news(150, 1));
    expect(days()).toEqual([30, 120, 150]);
  });
});
