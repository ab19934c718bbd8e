import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../../sim/index.ts';
import { always } from '../../laws/worlds/always.ts';
import { number, observations, rowsOf } from '../../laws/worlds/rows.ts';
import { merged, type Written, written } from '../../scenario/small.ts';

/** The groups of a scenario, each changed. */
function groups(input: Written, change: (group: Written) => Written): Written {
  const operators = Object.entries(input.operators as Record<string, Written>);
  return {
    ...input,
    operators: Object.fromEntries(operators.map(([name, group]) => [name, change(group)])),
  };
}

/** Sets of a scenario that slash for downtime. */
function slashingForDowntime(input: Written): string[] {
  return Object.entries(input.avss as Record<string, Written>).flatMap(([avs, { sets }]) =>
    Object.entries(sets as Record<string, Written>).flatMap(([name, { slashing }]) =>
      (slashing as Written | undefined)?.downtime === undefined ? [] : [`${avs}.${name}`],
    ),
  );
}

const pathOf = (row: Readonly<Record<string, unknown>>): string => `${row.avs}.${row.set}`;

describe('a group of operators', () => {
  it('never serves a set that slashes for what it avoids, nor more sets than its most', () => {
    let served = 0;
    always(
      (rows, input) => {
        const refused = slashingForDowntime(input);
        for (const row of observations(rows, 'memberships')) {
          expect(refused).not.toContain(pathOf(row));
          served++;
        }
        for (const row of observations(rows, 'operators')) expect(number(row, 'sets')).toBeLessThanOrEqual(2);
      },
      input => {
        const refused = slashingForDowntime(input);
        return groups(input, group => ({
          ...group,
          starts: Object.fromEntries(
            Object.entries(group.starts as Written).filter(([path]) => !refused.includes(path)),
          ),
          policy: { ...(group.policy as Written), avoids: ['downtime'], mostSets: 2 },
        }));
      },
    );
    expect(served).toBeGreaterThan(100);
  });

  it('serves only what it is there for, by AVS or by set', () => {
    const avs: Written = {
      budget: { token: 'ait', usdPerWeek: 700, split: { main: 1 } },
      sets: {
        main: { strategies: ['eth'], reward: { kind: 'uniqueStake' } },
        side: { strategies: ['eth'], reward: { kind: 'uniqueStake' } },
      },
    };
    const served = (serves: readonly string[] | undefined): string[] => {
      const input = written({
        horizon: '120d',
        avss: { one: avs, two: avs },
        operators: { ordinary: { policy: { rationality: 0, tastes: 'fresh', serves } } },
      });
      return [...new Set(observations(rowsOf(input), 'memberships').map(pathOf))].sort();
    };
    expect(served(undefined)).toEqual(['one.main', 'one.side', 'two.main', 'two.side']);
    expect(served(['one'])).toEqual(['one.main', 'one.side']);
    expect(served(['one.side', 'two.main'])).toEqual(['one.side', 'two.main']);
    expect(served([])).toEqual([]);
  });

  it('cannot be told to serve what is not there, or to start in what it avoids', () => {
    const problems = (policy: Written, slashing: Written = {}): string[] => {
      const parsed = parseScenario(
        written(
          merged(
            { avss: { one: { sets: { main: { slashing } } } } },
            { operators: { ordinary: { starts: { 'one.main': 1 }, policy } } },
          ),
        ),
      );
      return parsed.ok ? [] : parsed.problems.map(({ message }) => message);
    };
    expect(problems({ serves: ['one'] })).toEqual([]);
    expect(problems({ serves: ['one', 'tow'] })).toEqual(['unknown AVS or set: tow']);
    expect(problems({ serves: [] })).toEqual(['invalid start: one.main is not in policy.serves']);
    expect(problems({ avoids: ['downtime'] }, { downtime: { fraction: 0.1 } })).toEqual([
      'invalid start: one.main slashes for downtime, which the group avoids',
    ]);
  });
});
