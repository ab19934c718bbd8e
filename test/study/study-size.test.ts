import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pointsOf } from '../../src/study/designs/points.ts';
import { sampleAdvice } from '../../src/study/designs/sample-advice.ts';
import { checkPoints } from '../../src/study/scenario-at-point.ts';
import type { Study } from '../../src/study/study.ts';
import { readStudy } from '../../src/study/study-file/read-study.ts';
import { pointsToCheck, tooManyRuns } from '../../src/study/study-size.ts';
import { folderWith, small } from '../input/folder.ts';

function studyOf(body: string): Study {
  const files = { 'small.yaml': small, 's.yaml': `name: s\nscenario: small.yaml\n${body}` };
  const reading = readStudy(join(folderWith(files), 's.yaml'));
  if (!reading.ok) throw new Error(reading.problems.map(({ message }) => message).join('; '));
  return reading.value;
}

/** Two factors with 200 and 100 levels, one of which the scenario cannot have. */
const wide = `factors:
  pay: { path: avss.one.budget.usdPerWeek, range: [1, 1000], steps: 200 }
  days: { path: horizon, levels: [${Array.from({ length: 99 }, (_, index) => (index === 42 ? '40000d' : `${index + 1}d`)).join(', ')}, 100d] }`;

describe('a study of many points', () => {
  it('is checked at some of them, the outermost levels of each factor among these', () => {
    const study = studyOf(wide);
    const points = pointsOf(study);
    const chosen = [...pointsToCheck(points)];
    expect(points.kept).toBe(20_000);
    expect(chosen.length).toBeLessThan(1_204);
    for (const [name, ends] of [
      ['pay', [1, 1000]],
      ['days', [1, 40_000]],
    ] as const) {
      const levels = chosen.map(point => Number(point.levels[name]));
      expect([Math.min(...levels), Math.max(...levels)]).toEqual(ends);
    }
    expect(checkPoints(study, pointsToCheck(points)).map(({ message }) => message)).toEqual([
      expect.stringContaining('invalid horizon'),
    ]);
  });

  it('is checked at all of them while they are few', () => {
    const study = studyOf('factors: { pay: { path: avss.one.budget.usdPerWeek, range: [1, 9], steps: 9 } }');
    expect([...pointsToCheck(pointsOf(study))]).toHaveLength(9);
  });

  it('is refused with more runs than anyone can wait for, at its replicates or its design', () => {
    const replicated = studyOf(`${wide}\nreplicates: 501`);
    expect(tooManyRuns(replicated, 20_000)).toMatchObject({
      message: 'invalid study: 20,000 points x 501 replicates are 10,020,000 runs',
    });
    expect(tooManyRuns(replicated, 10_000)).toBeUndefined();
  });
});

describe('the size of a sample', () => {
  it.each([
    [{ kind: 'sobol', points: 48, scramble: true }, 'points: 32 or 64, not 48'],
    [{ kind: 'saltelli', base: 1000, secondOrder: false }, 'base: 512 or 1024, not 1000'],
  ] as const)('that is no power of two has a word on it: %j', (design, words) => {
    expect(sampleAdvice(design)).toContain(words);
  });

  it.each([
    { kind: 'sobol', points: 64, scramble: true },
    { kind: 'saltelli', base: 2, secondOrder: false },
    { kind: 'latinHypercube', points: 48 },
    { kind: 'grid' },
  ] as const)('that is right has none: %j', design => {
    expect(sampleAdvice(design)).toBeUndefined();
  });
});
