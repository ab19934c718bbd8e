import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pointsOf } from '../../../src/study/designs/points.ts';
import { analyseSensitivity } from '../../../src/study/sensitivity/sensitivity-analysis.ts';
import type { DesignPoint } from '../../../src/study/study.ts';
import { readStudy } from '../../../src/study/study-file/read-study.ts';
import { folderWith, small } from '../../input/folder.ts';

/** The Morris effect of a factor on what a model makes of each point. */
function effectOf(factor: string, model: (levels: DesignPoint['levels']) => number) {
  const text = `name: s
scenario: small.yaml
factors:
  x: ${factor}
  other: { path: avss.one.budget.usdPerWeek, range: [1, 2] }
design: { kind: morris, trajectories: 12 }`;
  const reading = readStudy(join(folderWith({ 'small.yaml': small, 's.yaml': text }), 's.yaml'));
  if (!reading.ok) throw new Error(reading.problems.map(({ message }) => message).join('; '));
  const study = reading.value;
  const values = [...pointsOf(study)].map(({ levels }) => [model(levels)]);
  const analysis = analyseSensitivity(study, { measure: 'm', unit: '', meaning: '', values })!;
  const of = (kind: string) =>
    analysis.findings.find(finding => finding.kind === kind && finding.factors[0] === 'x')!;
  return { mu: of('mu').value, sigma: of('sigma').value, interval: of('mu_star').interval };
}

const count = 'path: operators.ordinary.count';
const z95 = 1.6448536269514722;

describe('the effect of a factor over its range', () => {
  it.each([
    ['two whole numbers', `{ ${count}, range: [3, 4], integer: true }`, 1],
    ['three whole numbers', `{ ${count}, range: [1, 3], integer: true }`, 2],
    ['many whole numbers', `{ ${count}, range: [10, 57], integer: true }`, 47],
    ['a range', '{ path: horizon, range: [2d, 9d] }', 7],
    ['two listed levels', `{ ${count}, levels: [3, 8] }`, 5],
    ['three levels at unequal distances, in any order', `{ ${count}, levels: [4, 1, 2] }`, 3],
    ['five levels', `{ ${count}, levels: [1, 2, 3, 4, 5] }`, 4],
    [
      'a normal distribution',
      '{ path: assets.eth.price.usd, distribution: { normal: { mean: 1000, sd: 100 } } }',
      200 * z95,
    ],
    [
      'a lognormal distribution',
      '{ path: operators.ordinary.ownStake.eth, distribution: { lognormal: { median: 10, sigma: 1.5 } } }',
      10 * (Math.exp(1.5 * z95) - Math.exp(-1.5 * z95)),
    ],
    ['values at equal chance', `{ ${count}, distribution: { values: [1, 2, 7] } }`, 6],
  ])('is the difference between its highest and lowest level, of %s', (_, factor, expected) => {
    const { mu, sigma, interval } = effectOf(factor, ({ x }) => Number(x));
    expect(mu / expected).toBeCloseTo(1, 9);
    expect(sigma / expected).toBeCloseTo(0, 9);
    // All trajectories agree, which says nothing of how far they might not.
    expect(interval).toBeNull();
  });

  it('goes by ratios where the range does, of whole numbers too', () => {
    const log = (levels: DesignPoint['levels']) => Math.log10(Number(levels.x));
    expect(
      effectOf('{ path: operators.ordinary.ownStake.eth, range: [1, 1000], log: true }', log).mu,
    ).toBeCloseTo(3, 9);
    expect(effectOf(`{ ${count}, range: [1, 1000], log: true, integer: true }`, log).mu).toBeCloseTo(3, 9);
  });

  it('goes by the place in the list where levels are words', () => {
    const kinds = '{ path: avss.one.sets.main.reward.kind, levels: [totalStake, uniqueStake] }';
    expect(effectOf(kinds, ({ x }) => (x === 'uniqueStake' ? 1 : 0))).toMatchObject({ mu: 1, sigma: 0 });
  });

  it('of one level is none', () => {
    expect(effectOf(`{ ${count}, levels: [3] }`, ({ other }) => Number(other))).toMatchObject({ mu: 0 });
    const clipped = '{ path: assets.eth.price.usd, distribution: { normal: { mean: 9, sd: 1 }, max: 1 } }';
    expect(effectOf(clipped, ({ other }) => Number(other))).toMatchObject({ mu: 0 });
  });
});
