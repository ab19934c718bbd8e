import { describe, expect, it } from 'vitest';
import { normal, streams } from '../../../sim/engine/index.ts';
import { sensitivityChart } from '../../../src/report/charts/analysis/sensitivity-chart.ts';
import { light } from '../../../src/report/theme.ts';
import { cubeOf } from '../../../src/study/designs/points.ts';
import type { Factor } from '../../../src/study/factors/factor.ts';
import { analyseSensitivity } from '../../../src/study/sensitivity/sensitivity-analysis.ts';
import type { SensitivityAnalysis } from '../../../src/study/sensitivity/sensitivity-finding.ts';
import { sensitivityRows } from '../../../src/study/sensitivity/sensitivity-table.ts';
import { wilsonInterval } from '../../../src/study/statistics/intervals.ts';
import type { Study } from '../../../src/study/study.ts';

const spread = { kind: 'range', low: 0, high: 1, isLog: false, isInteger: false, steps: null } as const;
const factors = ['a', 'b', 'c'].map(
  (name): Factor => ({ name, unit: 'number', spread, paths: [name], values: {} }),
);

function analysed(
  design: Study['design'],
  model: (point: readonly number[], replicate: number) => number,
  replicates = 1,
): SensitivityAnalysis {
  const study = { design, factors, seed: 1 } as unknown as Study;
  const { size, row } = cubeOf(study)!;
  const values = Array.from({ length: size }, (_, point) =>
    Array.from({ length: replicates }, (_, replicate) => model(row(point), replicate)),
  );
  const analysis = analyseSensitivity(study, { measure: 'm', unit: 'USD', meaning: 'M', values });
  if (analysis === null) throw new Error('missing values');
  return analysis;
}

const saltelli = (base: number): Study['design'] => ({ kind: 'saltelli', base, secondOrder: true });
const morris = { kind: 'morris', trajectories: 30, levels: 4 } as const;
const figureOf = ({ findings }: SensitivityAnalysis, kind: string, name: string) =>
  findings.find(finding => finding.kind === kind && finding.factors.join() === name)?.value;

describe('an analysis of sensitivity', () => {
  it('names factors and pairs, and a weighted sum has the indices of its weights squared', () => {
    const analysis = analysed(saltelli(1024), ([a, b]) => 3 * a! + 4 * b!);
    for (const kind of ['first', 'total']) {
      expect(figureOf(analysis, kind, 'a')).toBeCloseTo(9 / 25, 1);
      expect(figureOf(analysis, kind, 'b')).toBeCloseTo(16 / 25, 1);
      expect(figureOf(analysis, kind, 'c')).toBeCloseTo(0, 9);
    }
    expect(figureOf(analysis, 'second', 'a,b')).toBeCloseTo(0, 1);
    expect(analysis.variance).toBeCloseTo(25 / 12, 1);
    expect(analysis).toMatchObject({ noise: null, warnings: [] });
  });

  it('warns when the sample is too small, and says which would do', () => {
    const { warnings } = analysed(saltelli(64), ([a, b]) => 3 * a! + 4 * b!);
    expect(warnings).toEqual([expect.stringMatching(/^known to worse than 10%: a, b; base: \d+ would do$/)]);
    const wanted = Number(/base: (\d+)/.exec(warnings[0]!)?.[1]);
    expect(analysed(saltelli(wanted), ([a, b]) => 3 * a! + 4 * b!).warnings).toEqual([]);
  });

  it('warns when much of the variance is noise, and says how many replicates would do', () => {
    const draw = streams(1).hashed('noise');
    const noisy = (point: readonly number[], replicate: number) =>
      point[0]! + draw(Math.round(point.reduce((sum, u) => sum * 1e4 + u * 1e4, 0)) % 2 ** 32, replicate);
    const { noise, warnings } = analysed(saltelli(256), noisy, 2);
    // Signal and noise have variance 1/12 each; of the mean of two runs a third is noise, of eighteen a tenth.
    expect(noise).toBeGreaterThan(0.28);
    expect(noise).toBeLessThan(0.39);
    const needed = Number(/: (\d+) replicates, not 2, make it 10%$/.exec(warnings.at(-1) ?? '')?.[1]);
    expect(analysed(saltelli(256), noisy, needed).noise).toBeLessThan(0.11);
  });

  it('does not take for noise what seeds do to all points alike', () => {
    const { noise } = analysed(saltelli(64), (point, replicate) => point[0]! + 100 * replicate, 3);
    expect(noise).toBeCloseTo(0, 9);
  });

  it('screens, and leaves open only factors whose interval says too little', () => {
    const analysis = analysed(morris, ([a, b]) => 10 * a! - 0.1 * b!, 2);
    expect([figureOf(analysis, 'mu', 'a'), figureOf(analysis, 'mu', 'b')]).toEqual([
      expect.closeTo(10, 9),
      expect.closeTo(-0.1, 9),
    ]);
    expect(analysis.warnings).toEqual([]);
    const open = analysed(morris, ([a, b]) => 10 * a! + (b! > 0.5 && a! > 0.9 ? 8 : 0), 2).warnings;
    expect(open).toEqual([expect.stringMatching(/^not known whether .*: b; try trajectories: 60$/)]);
  });

  it('gives no interval where so few points differ that many resamples have none', () => {
    let calls = 0;
    const rare = analysed(saltelli(8), () => (calls++ === 0 ? 1 : 0));
    expect(rare.findings.filter(({ kind }) => kind === 'total').map(({ interval }) => interval)).toEqual([
      null,
      null,
      null,
    ]);
    expect(rare.warnings).toEqual([
      'small base: 8; intervals of less than base: 64 are too narrow',
      expect.stringMatching(/^as good as unknown: .*; try base: 64$/),
    ]);
  });

  it('states what noise alone makes of a Morris effect, and which factors have no more', () => {
    const sd = 2;
    const tries = 60;
    const found = Array.from({ length: tries }, (_, seed) => {
      const root = streams(seed);
      let run = 0;
      return analysed(morris, ([a]) => 40 * a! + normal(root.stream('noise', run++), 0, sd), 4);
    });
    // Steps of the design are two thirds of the range; the mean of four runs has a quarter of their variance.
    const expected = (Math.sqrt(2 / Math.PI) * Math.sqrt(2) * (sd / 2)) / (2 / 3);
    for (const factor of ['b', 'c']) {
      const floors = found.map(analysis => figureOf(analysis, 'noise_floor', factor)!);
      expect(floors.reduce((x, y) => x + y) / tries / expected).toBeCloseTo(1, 1);
      const effects = found.map(analysis => figureOf(analysis, 'mu_star', factor)!);
      expect(effects.reduce((x, y) => x + y) / tries / expected).toBeCloseTo(1, 1);
    }
    const named = (name: string) =>
      found.filter(({ warnings }) =>
        warnings.some(text => text.startsWith('no more than noise') && text.includes(` ${name}`)),
      ).length;
    // The bound is exceeded in one of forty studies.
    for (const name of ['b', 'c']) expect(wilsonInterval(named(name), tries)[1]).toBeGreaterThan(0.975);
    expect(named('a')).toBe(0);
  });

  it('says where noise is not known, and where so few samples make intervals too narrow', () => {
    const linear = ([a, b]: readonly number[]) => a! + 0.01 * b!;
    expect(analysed(morris, linear).warnings.at(-1)).toMatch(
      /^one replicate at each point: .* --replicates 5$/,
    );
    expect(analysed({ ...morris, trajectories: 5 }, linear, 2).warnings[0]).toMatch(/^few trajectories: 5;/);
    expect(analysed(saltelli(32), linear).warnings[0]).toMatch(/^small base: 32;/);
  });

  it('finds nothing in a measure that is the same at all points, and draws no chart of it', () => {
    const constant = analysed(morris, () => 3);
    expect(constant).toMatchObject({ variance: 0, findings: [], warnings: [] });
    expect(sensitivityChart([constant])).toBeUndefined();
  });

  it('is null where a point has no value', () => {
    const study = { design: morris, factors, seed: 1 } as unknown as Study;
    expect(analyseSensitivity(study, { measure: 'm', unit: '', meaning: '', values: [[1], []] })).toBeNull();
  });

  it('becomes rows, a sentence and a picture', () => {
    const analysis = analysed(saltelli(64), ([a, b]) => 3 * a! + 4 * b!);
    const rows = sensitivityRows(analysis);
    expect(rows.map(([, kind, factor, other, unit]) => [kind, factor, other, unit])).toEqual([
      ['variance', null, null, '(USD)^2'],
      ['noise', null, null, 'fraction'],
      ...['a', 'b', 'c'].map(name => ['total', name, null, 'fraction']),
      ...['a', 'b', 'c'].map(name => ['first', name, null, 'fraction']),
      ...[
        ['a', 'b'],
        ['a', 'c'],
        ['b', 'c'],
      ].map(([one, other]) => ['second', one, other, 'fraction']),
    ]);
    const chart = sensitivityChart([analysis]);
    expect(chart?.sentence).toMatch(
      /^m depends most on b \(6\d(\.\d)?% of its variance\), then on a \(3\d(\.\d)?%\)\.$/,
    );
    expect(JSON.stringify(chart?.spec({ width: 760, palette: light, live: false }))).toContain(
      '"factor":"b"',
    );
  });
});
