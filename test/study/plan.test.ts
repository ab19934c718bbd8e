import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FinishedRun } from '../../src/runs/job.ts';
import { pointsOf } from '../../src/study/designs/points.ts';
import { jobsAt, planOf } from '../../src/study/plan.ts';
import { readStudy } from '../../src/study/study-file/read-study.ts';
import { folderWith, small } from '../input/folder.ts';

/** Runs that a study wants of its one point, when the replicates give these values of the measure. */
function wantedOf(rule: string, unit: string, outcome: (replicate: number) => number): number {
  const text = `name: s
scenario: small.yaml
factors: { pay: { path: avss.one.budget.usdPerWeek, levels: [1] } }
replicates: { until: { measure: m, ${rule} }, least: 10, most: 200 }`;
  const reading = readStudy(join(folderWith({ 'small.yaml': small, 's.yaml': text }), 's.yaml'));
  if (!reading.ok) throw new Error(reading.problems.map(({ message }) => message).join('; '));
  const study = reading.value;
  const points = pointsOf(study);
  const jobAt = jobsAt(study, points.at(0));
  const runs = new Map(
    Array.from({ length: 200 }, (_, replicate): [string, FinishedRun] => {
      const { key, seed } = jobAt(replicate);
      const measures = [{ name: 'm', unit, meaning: '', better: '', aggregation: null }];
      return [key, { key, seed, measures, values: [outcome(replicate)] }];
    }),
  );
  return [...planOf(study, points, null, key => runs.get(key)).runs()].length;
}

/** Values that go around an event that happens in one run of so many, for the first time late. */
const rare = (every: number, size: number) => (replicate: number) =>
  replicate % every === every - 1 ? size : 0;

describe('replicates until a measure is known', () => {
  it('stop once its interval is narrow', () => {
    expect(wantedOf('halfWidth: 2%', 'USD', replicate => 100 + (replicate % 2))).toBe(10);
    expect(wantedOf('halfWidth: 0.1%', 'USD', replicate => 100 + (replicate % 2))).toBeGreaterThan(50);
  });

  it('do not stop because no run has seen a rare loss yet, nor the first alone', () => {
    // Of ten runs none has it, of thirty two: a mean of 0 [0, 0] would be wrong.
    for (const rule of ['halfWidth: 20%', 'halfWidth: 10']) {
      expect(wantedOf(rule, 'USD', rare(13, 9000)), rule).toBe(200);
      expect(
        wantedOf(rule, 'USD', () => 0),
        rule,
      ).toBe(200);
      expect(
        wantedOf(rule, 'USD', () => 490),
        rule,
      ).toBe(200);
    }
  });

  it('of a share count runs, of which enough without the event are an answer', () => {
    // Wilson's interval of none in n runs ends at 3.84 / (n + 3.84): below 5% from 73 runs on.
    const runs = wantedOf('halfWidth: 0.05', 'fraction', () => 0);
    expect(runs).toBeGreaterThanOrEqual(73);
    expect(runs).toBeLessThan(100);
  });
});
