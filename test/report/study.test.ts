import { compile, type TopLevelSpec } from 'vega-lite';
import { describe, expect, it } from 'vitest';
import { streams } from '../../sim/engine/index.ts';
import { heatChart } from '../../src/report/study/heat-chart.ts';
import { areApart, groupsOf } from '../../src/report/study/level-means.ts';
import { responseChart } from '../../src/report/study/response-chart.ts';
import type { Levels, StudyResults } from '../../src/report/study/results.ts';
import { light } from '../../src/report/theme.ts';

const setting = {
  name: '',
  description: '',
  question: '',
  headline: [],
  seed: '',
  avss: [],
  groups: [],
  cohorts: [],
  gpus: [],
};

/** A study of two factors; the measure at each point, with an interval of so much to either side. */
function studyOf(levels: readonly Levels[], value: (levels: Levels) => number, half = 0.01): StudyResults {
  const points = new Map(levels.map((one, point) => [point, one]));
  const at = new Map(
    [...points].map(([point, one]) => {
      const mean = value(one);
      return [point, { mean, low: mean - half, high: mean + half, isSame: false }];
    }),
  );
  const factor = (name: string) => ({ name, unit: '', isNumeric: true, isLog: false });
  return {
    name: '',
    description: '',
    setting,
    question: '',
    answering: [],
    factors: [factor('a'), factor('b')],
    points,
    runs: 2 * points.size,
    failed: 0,
    responses: [{ name: 'avs.set.cost', unit: 'USD', meaning: '', target: {}, at }],
  };
}

const grouped = (study: StudyResults) => groupsOf(study, study.factors[0]!, study.responses[0]!);
const sentence = (study: StudyResults) => responseChart(study, study.factors[0]!)?.sentence;

const draw = streams('study').stream('space-filling', 'a');
const scattered = Array.from({ length: 60 }, (_, i) => ({ a: i / 60, b: draw() }));
const crossed = [0, 1, 2].flatMap(a => [0, 5].map(b => ({ a, b })));

describe('the response to a factor', () => {
  it('is drawn over stretches of levels that have a point each, every point in one of them', () => {
    const { basis, groups, dots } = grouped(studyOf(scattered, ({ b }) => Number(b)));
    expect(basis).toBe('stretches');
    expect(groups.length).toBeLessThan(scattered.length / 5);
    expect(dots.length).toBe(scattered.length);
    const means = groups.reduce((sum, { mid }) => sum + mid, 0) / groups.length;
    const all = scattered.reduce((sum, { b }) => sum + b, 0) / scattered.length;
    expect(Math.abs(means - all)).toBeLessThan(0.05);
  });

  it('reads no course into what another factor does', () => {
    expect(sentence(studyOf(scattered, ({ b }) => Number(b)))).toMatch(/is not shown to differ/);
    expect(sentence(studyOf(scattered, ({ a, b }) => 5 * Number(a) + Number(b)))).toMatch(/rises from/);
    expect(sentence(studyOf(scattered, ({ a, b }) => Number(b) - 5 * Number(a)))).toMatch(/falls from/);
  });

  it('takes the interval from replicates where every level meets the same others', () => {
    const study = studyOf(crossed, ({ a, b }) => Number(a) + 10 * Number(b), 0.2);
    const { basis, groups } = grouped(study);
    expect(basis).toBe('crossed');
    for (const { mid, lo, hi } of groups) {
      expect(hi! - mid).toBeCloseTo(0.2, 12);
      expect(mid - lo!).toBeCloseTo(0.2, 12);
    }
    expect(sentence(study)).toMatch(/rises from/);
    expect(sentence({ ...study, runs: study.points.size })).toMatch(/is not shown to differ/);
  });

  it('counts neighbouring steps of a walk as one value', () => {
    // Four points of one walk at each level: as good as one.
    const walk = [0, 1].flatMap(a => [1, 2, 3, 4].map(b => ({ a, b: b + 10 * a })));
    const { basis, groups } = grouped(studyOf(walk, ({ a }) => Number(a)));
    expect(basis).toBe('points');
    expect(groups.map(({ lo }) => lo)).toEqual([null, null]);
    expect(areApart(groups[0]!, groups[1]!)).toBe(false);
  });

  it('compiles without a warning, on a logarithmic axis too', async () => {
    const warnings: unknown[] = [];
    const logger = { level: () => logger, error: hear, warn: hear, info: () => logger, debug: () => logger };
    function hear(...text: unknown[]) {
      warnings.push(text);
      return logger;
    }
    const walks = [1, 10, 100].flatMap(a => [1, 2].map(b => ({ a, b: b + a })));
    const study = studyOf(walks, ({ b }) => Number(b));
    for (const isLog of [false, true]) {
      const chart = responseChart(study, { ...study.factors[0]!, isLog });
      const spec = chart!.spec({ width: 760, palette: light, live: false });
      compile(spec as unknown as TopLevelSpec, { logger: logger as never });
    }
    expect(warnings).toEqual([]);
  });

  it('is not told from chance where every point was run once', () => {
    const study = studyOf(
      [0, 1, 2].map(a => ({ a, b: 0 })),
      ({ a }) => Number(a),
    );
    expect(sentence(study)).toMatch(/rises/);
    const once = { ...study, runs: 3 };
    expect(responseChart(once, once.factors[0]!)?.reading).toMatch(/chance/);
    expect(sentence(once)).not.toMatch(/rises/);
  });
});

describe('the map of two factors', () => {
  it('is drawn of a grid and not of points that share no levels', () => {
    const value = ({ a, b }: Levels) => Number(a) + Number(b);
    expect(heatChart(studyOf(crossed, value))?.name).toBe('map');
    expect(heatChart(studyOf(scattered.slice(0, 20), value))).toBeUndefined();
  });
});
