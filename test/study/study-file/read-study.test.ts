import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { locationText } from '../../../src/input/problem.ts';
import { pointsOf } from '../../../src/study/designs/points.ts';
import { checkPoints, scenarioAtPoint } from '../../../src/study/scenario-at-point.ts';
import type { Study } from '../../../src/study/study.ts';
import { readStudy } from '../../../src/study/study-file/read-study.ts';
import { folderWith, small } from '../../input/folder.ts';

const study = (body: string) => `name: s\nscenario: small.yaml\n${body}`;

function read(body: string, overrides: readonly string[] = []) {
  return readStudy(join(folderWith({ 'small.yaml': small, 's.yaml': study(body) }), 's.yaml'), overrides);
}

function valid(body: string, overrides: readonly string[] = []): Study {
  const reading = read(body, overrides);
  if (!reading.ok) throw new Error(reading.problems.map(({ message }) => message).join('; '));
  return reading.value;
}

function refused(body: string): string[] {
  const reading = read(body);
  const problems = reading.ok ? checkPoints(reading.value, pointsOf(reading.value)) : reading.problems;
  return problems.map(
    ({ at, message, help }) => `${/[^/]*$/.exec(locationText(at))} ${message}${help ? `; ${help}` : ''}`,
  );
}

const levels = (body: string) => [...pointsOf(valid(body))].map(point => point.levels);
const budget = 'avss.one.budget.usdPerWeek';

describe('a study', () => {
  it('changes the scenario at each point, and its own changes hold at all of them', () => {
    const given = valid(
      `set: { horizon: 10d }\nseed: 7\nfactors:\n  pay: { path: ${budget}, levels: [1, 2] }\n  count: { path: operators.ordinary.count, levels: [4, 5] }`,
      ['sampleEvery=2d'],
    );
    const scenarios = [...pointsOf(given)].map(point => {
      const reading = scenarioAtPoint(given, point);
      if (!reading.ok) throw new Error('invalid point');
      const { horizon, seed, sampleEvery, avss, operators } = reading.value.scenario;
      return [horizon, seed, sampleEvery, avss.one?.budget?.usdPerWeek, operators.ordinary?.count];
    });
    expect(scenarios).toEqual([
      [10, 7, 2, 1, 4],
      [10, 7, 2, 1, 5],
      [10, 7, 2, 2, 4],
      [10, 7, 2, 2, 5],
    ]);
    expect(given.seed).toBe(7);
  });

  it('takes the seed of the command line, else its own, else that of the scenario', () => {
    const factors = `factors: { pay: { path: ${budget}, levels: [1] } }`;
    expect(valid(`seed: 7\n${factors}`, ['seed=9']).seed).toBe(9);
    expect(valid(`seed: a\n${factors}`).seed).toBe('a');
    expect(valid(factors).seed).toBe(1);
  });

  it('reads levels in percent, in time and as words, and writes them back in the units of the scenario', () => {
    const given = valid(`factors:
  fraction: { path: avss.one.sets.main.slashing.doubleSign.fraction, levels: [10%, 0.5] }
  time: { path: horizon, levels: [12h, 2w] }
  kind: { path: avss.one.sets.main.reward.kind, levels: [totalStake, uniqueStake] }
design: { kind: zip }`);
    expect([...pointsOf(given)]).toEqual([
      {
        index: 0,
        levels: { fraction: 0.1, time: 0.5, kind: 'totalStake' },
        settings: {
          'avss.one.sets.main.slashing.doubleSign.fraction': 0.1,
          horizon: '0.5d',
          'avss.one.sets.main.reward.kind': 'totalStake',
        },
      },
      {
        index: 1,
        levels: { fraction: 0.5, time: 14, kind: 'uniqueStake' },
        settings: {
          'avss.one.sets.main.slashing.doubleSign.fraction': 0.5,
          horizon: '14d',
          'avss.one.sets.main.reward.kind': 'uniqueStake',
        },
      },
    ]);
    expect(checkPoints(given, pointsOf(given))).toEqual([]);
  });

  it('compares releases of the protocol, and each of its scenarios follows its own', () => {
    const given = valid('factors: { release: { path: protocol, levels: [v1.12, v1.13] } }');
    const scenarios = [...pointsOf(given)].map(point => {
      const made = scenarioAtPoint(given, point);
      if (!made.ok) throw new Error('invalid point');
      return made.value.scenario.protocol;
    });
    expect(scenarios).toEqual(['v1.12', 'v1.13']);
    expect(refused('factors: { release: { path: protocol, levels: [v1.12, v1.14] } }')).toEqual([
      expect.stringMatching(/invalid protocol: v1\.14/),
    ]);
  });

  it('may name levels that are whole parts of a scenario', () => {
    const given = valid(`factors:
  terms: { path: avss.one.sets.main.slashing, levels: { harsh: { doubleSign: { fraction: 90% } }, none: {} } }`);
    const [harsh, none] = [...pointsOf(given)].map(point => scenarioAtPoint(given, point));
    expect(harsh?.ok && harsh.value.scenario.avss.one?.sets.main?.slashing.doubleSign?.fraction).toBe(0.9);
    expect(none?.ok && none.value.scenario.avss.one?.sets.main?.slashing).toEqual({});
    expect(levels('factors: { x: { path: horizon, levels: { a: 3d } } }')).toEqual([{ x: 'a' }]);
  });

  it('ties factors to others by formulas, in whatever order they stand', () => {
    expect(
      levels(`factors:
  c: { path: [operators.ordinary.ownStake.eth], is: 2 * b }
  b: { path: operators.ordinary.count, is: 'max(a, 3) - 1' }
  a: { path: ${budget}, levels: [2, 7] }`),
    ).toEqual([
      { a: 2, b: 2, c: 4 },
      { a: 7, b: 6, c: 12 },
    ]);
    expect(
      levels(`factors: { a: { path: ${budget}, levels: [0.7] }, b: { path: seedling, is: 1 - a } }`),
    ).toEqual([{ a: 0.7, b: 0.3 }]);
  });

  it('spaces the steps of a range equally, by difference or by ratio, in whole numbers where asked', () => {
    expect(levels(`factors: { a: { path: ${budget}, range: [0, 1], steps: 5 } }`).map(({ a }) => a)).toEqual([
      0, 0.25, 0.5, 0.75, 1,
    ]);
    const log = levels(`factors: { a: { path: ${budget}, range: [1, 1000], steps: 4, log: true } }`);
    [1, 10, 100, 1000].forEach((value, index) => {
      expect(log[index]?.a).toBeCloseTo(value, 9);
    });
    const whole = levels(`factors: { a: { path: ${budget}, range: [1, 4], steps: 3, integer: true } }`);
    expect(whole.map(({ a }) => a)).toEqual([1, 3, 4]);
  });

  it('leaves out points that break a constraint, and says how many of them by which', () => {
    const given = valid(`factors:
  a: { path: ${budget}, levels: [1, 2, 3] }
  b: { path: operators.ordinary.count, levels: [1, 2, 3] }
constraints: [a <= b, b < 300%]`);
    const points = pointsOf(given);
    expect([...points].map(({ index, levels: { a, b } }) => [index, a, b])).toEqual([
      [0, 1, 1],
      [1, 1, 2],
      [4, 2, 2],
    ]);
    expect(points).toMatchObject({
      designed: 9,
      kept: 3,
      rejected: [
        { constraint: 'b < 300%', points: 3 },
        { constraint: 'a <= b', points: 3 },
      ],
    });
  });

  it('runs the points that are listed', () => {
    const given = `factors: { a: { path: ${budget} }, b: { path: horizon } }\ndesign: { kind: points, points: [{ a: 1, b: 5d }, { b: 1w, a: 2 }] }`;
    expect(levels(given)).toEqual([
      { a: 1, b: 5 },
      { a: 2, b: 7 },
    ]);
  });

  it('stops at a number of replicates, or when an interval is narrow enough', () => {
    const factors = `factors: { pay: { path: ${budget}, levels: [1] } }`;
    expect(valid(factors).replicates).toEqual({ least: 10, most: 10, until: null });
    expect(
      valid(`${factors}\nreplicates: { until: { measure: m, halfWidth: 2% }, most: 50 }`).replicates,
    ).toEqual({
      least: 10,
      most: 50,
      until: { measure: 'm', halfWidth: 0.02, isRelative: true },
    });
  });
});

describe('a bad study', () => {
  it.each([
    [
      'factors: { a: { path: horizon, level: [1d] } }',
      's.yaml:3:32 unknown key: level; did you mean `levels`?',
    ],
    [
      'factors: { a: { path: horizn.x, levels: [1d] } }',
      's.yaml:3:23 unknown path: horizn; did you mean `horizon`?',
    ],
    ['factors: { a: { path: seed, levels: [1, 2] } }', /s.yaml:3:23 invalid path: seed; /],
    ['factors: { a: { path: horizon, is: 2 * b } }', 's.yaml:3:36 unknown factor: b; did you mean `a`?'],
    [
      'factors: { a: { path: operators.ordinary.count, range: [1, 4] } }\ndesign: { kind: sobol, points: 4 }',
      /s.yaml:3:\d+ invalid count: .* \(point 1: a 2\.5\)( and \d more points?)?; write integer: true beside the range/,
    ],
    ['factors: { a: { path: horizon, is: 2 * a } }', /invalid is: a follows itself/],
    ['factors: { a: { path: horizon, is: 2 + } }', /s.yaml:3:36 invalid expression: 2 \+/],
    [
      'factors: { a: { path: horizon, levels: [1d], range: [1d, 2d] } }',
      /duplicate values: a has levels and range/,
    ],
    ['factors: { a: { path: horizon, range: [2d, 1d] } }', /invalid range: 2d to 1d/],
    ['factors: { a: { path: horizon, range: [1d, 2d] } }', /missing levels: a in a grid; write steps/],
    [
      'factors: { a: { path: horizon, levels: [1d, 3] } }',
      /invalid units: a has durations and other numbers/,
    ],
    [
      'factors: { a: { path: horizon, levels: [1d] }, b: { path: horizon, levels: [1d] } }',
      /duplicate path: horizon/,
    ],
    [
      'factors: { a: { path: operators.ordinary, levels: { one: { count: 3 } } }, b: { path: operators.ordinary.count, levels: [1] } }',
      /overlapping path: operators.ordinary.count and what a changes, operators.ordinary/,
    ],
    [
      'factors: { a: { path: operators.ordinary.count, range: [2, 6], integer: true, steps: 9 } }',
      /3:86 invalid steps: 9, of which some give the same whole number from 2 to 6; write 5 or fewer/,
    ],
    [
      'factors: { a: { path: operators.ordinary.count, range: [1, 8], integer: true, log: true, steps: 8 } }',
      /invalid steps: 8, .*; write 5 or fewer/,
    ],
    ['factors: { a: { path: horizon, levels: [1d, 2d] } }\nconstraints: [b > 1]', /4:15 unknown factor: b/],
    [
      'factors: { a: { path: horizon, levels: [1d, 2d] } }\nconstraints: [a + 1]',
      /4:15 invalid constraint: a \+ 1/,
    ],
    [
      'factors: { a: { path: horizon } }\ndesign: { kind: points, points: [{ a: 1d, b: 2 }] }',
      /unknown factor: b/,
    ],
    ['factors: { a: { path: horizon } }\ndesign: { kind: points, points: [{}] }', /missing factor: a/],
    ['factors: { a: { path: horizon } }\ndesign: { kind: sobol, points: 8 }', /missing range: a/],
    [
      'factors: { a: { path: horizon, levels: [1d] } }\nmeasures: [one.*]\nreplicates: { until: { measure: two.x, halfWidth: 1 } }',
      /5:33 invalid measure: two.x is not kept/,
    ],
    ['factors: {}', /missing factors/],
    [
      'factors: { a: { pth: horizon, levels: [1d] } }',
      /3:17 unknown key: pth; did you mean `path`\? It is required and missing/,
    ],
    [
      'factors: { a: { path: horizon, range: [1d, 2d], steps: 1001 }, b: { path: sampleEvery, range: [1d, 2d], steps: 1000 } }',
      /invalid grid: 1001000 points/,
    ],
    [
      'factors: { a: { path: horizon, levels: [1d] } }\ndesign: { kind: gird }',
      /4:17 invalid kind: gird; did you mean `grid`\?/,
    ],
    ['set: { horizn: 3d }\nfactors: { a: { path: sampleEvery, levels: [1d] } }', /3:8 unknown key: horizn/],
  ])('%s is told where it is wrong', (body, expected) => {
    const problems = refused(body);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(expected);
  });

  it('is told of a value that the scenario refuses, at the level, with the point', () => {
    expect(refused('factors: { a: { path: horizon, levels: [1d, 0d] } }')).toEqual([
      's.yaml:3:45 invalid horizon: it must be longer than 0 (point 1: a 0d); Length of the run',
    ]);
    expect(
      refused(`factors: { a: { path: ${budget}, levels: [1, 2, 4] }, b: { path: horizon, is: 0 - a } }`),
    ).toEqual([
      expect.stringMatching(/^s.yaml:3:\d+ invalid duration: .* \(point 0: a 1, b -1\) and 2 more points/),
    ]);
  });

  it('is told when it is a scenario, and when its scenario is missing', () => {
    const folder = folderWith({
      'small.yaml': small,
      's.yaml': study('factors: {}').replace('small', 'none'),
    });
    const problems = (name: string) => {
      const reading = readStudy(join(folder, name));
      return reading.ok ? [] : reading.problems.map(({ message }) => message);
    };
    expect(problems('small.yaml')).toEqual(['invalid study: this is a scenario']);
    writeFileSync(
      join(folder, 'of-study.yaml'),
      study('factors: { a: { path: horizon } }').replace('small', 's'),
    );
    expect(problems('of-study.yaml')).toEqual(['invalid scenario: this is a study']);
    expect(problems('none.yaml')).toEqual([expect.stringMatching(/^missing file/)]);
  });
});
