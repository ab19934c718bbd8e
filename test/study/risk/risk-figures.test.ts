import { describe, expect, it } from 'vitest';
import { normal, poisson, streams } from '../../../sim/engine/index.ts';
import { conditionalValueAtRisk } from '../../../sim/measures/statistics/tail.ts';
import { correlation, slashCorrelations } from '../../../src/study/risk/correlations.ts';
import { LEVEL, riskOf, tailLoss } from '../../../src/study/risk/risk-figures.ts';
import { lossesOf, mixChoices, type StakeChoice } from '../../../src/study/risk/stake-choice.ts';

const random = streams('risk').stream('draws');

/** A choice that is paid by two sets and slashed by both now and then. */
function choice(name: string, replicates: number, often: number): StakeChoice {
  const flows = (pay: number, fraction: number) => ({
    reward: Array.from({ length: replicates }, () => pay + 0.1 * pay * normal(random, 0, 1)),
    slash: Array.from({ length: replicates }, () => 1 - (1 - fraction) ** poisson(random, often)),
  });
  return {
    name,
    payers: new Map([
      ['ai.gpu', flows(0.05, 0.1)],
      ['da.main', flows(0.01, 0.02)],
    ]),
    keptFraction: 0.1,
  };
}

describe('the risk of a choice', () => {
  it('has contributions that add up to the conditional value at risk, alone and in portfolios', () => {
    const [a, b] = [choice('a', 83, 0.3), choice('b', 83, 0.05)];
    for (const one of [
      a,
      b,
      mixChoices('both', [
        [a, 0.3],
        [b, 0.7],
      ]),
    ]) {
      const { contributions, conditionalValueAtRisk: tail } = riskOf(one, 83);
      const sum = contributions.reduce((total, { slashed, rewards }) => total + slashed - rewards, 0);
      expect(sum).toBeCloseTo(tail.value, 12);
      expect(tail.value).toBe(tailLoss(lossesOf(one, 83)));
    }
  });

  it('has rewards less slashes for net return, and the loss of a portfolio is the weighted one', () => {
    const [a, b] = [choice('a', 50, 0.3), choice('b', 50, 0.05)];
    const both = mixChoices('both', [
      [a, 0.25],
      [b, 0.75],
    ]);
    const [ofA, ofB, ofBoth] = [a, b, both].map(one => lossesOf(one, 50)) as [number[], number[], number[]];
    ofBoth.forEach((loss, i) => {
      expect(loss).toBeCloseTo(0.25 * ofA[i]! + 0.75 * ofB[i]!, 12);
    });
    const { netApr, grossApr, slashed } = riskOf(both, 50);
    expect(netApr.value).toBeCloseTo(grossApr - slashed, 12);
  });

  it('has intervals that hold the truth of normal losses about as often as they say', () => {
    const replicates = 200;
    const worlds = Array.from({ length: 100 }, () => {
      const reward = Array.from({ length: replicates }, () => normal(random, 0.03, 0.05));
      const payers = new Map([['ai.gpu', { reward, slash: reward.map(() => 0) }]]);
      return riskOf({ name: 'normal', payers, keptFraction: null }, replicates);
    });
    const holds = (key: 'netApr' | 'valueAtRisk', truth: number) =>
      worlds.filter(one => one[key].low! <= truth && truth <= one[key].high!).length;
    // At least 95 of 100 are expected; 89 or fewer would happen once in 90 times at 95%.
    expect(holds('netApr', 0.03)).toBeGreaterThan(89);
    expect(holds('valueAtRisk', 1.644854 * 0.05 - 0.03)).toBeGreaterThan(89);
  });

  it('says nothing of a spread, nor of the far end of a quantile, that it cannot know', () => {
    const { netApr, volatility } = riskOf(choice('a', 1, 1), 1);
    expect([netApr.low, volatility]).toEqual([null, null]);
    expect(riskOf(choice('a', 40, 1), 40).valueAtRisk.high).toBeNull();
    expect(riskOf(choice('a', 80, 1), 80).valueAtRisk.high).not.toBeNull();
  });

  it('takes part of a replicate into the tail where the twentieth is no whole number', () => {
    const losses = Array.from({ length: 30 }, (_, i) => i);
    expect(tailLoss(losses)).toBeCloseTo((29 + 0.5 * 28) / 1.5, 12);
    expect(conditionalValueAtRisk({ losses, weights: losses.map(() => 1) }, LEVEL)).toBe(tailLoss(losses));
  });
});

describe('the correlation of slashes', () => {
  it('is 1 with itself, the same both ways, and null where nothing varies', () => {
    const choices = [
      choice('a', 60, 0.5),
      choice('b', 60, 0.5),
      mixChoices('none', [[choice('c', 60, 0), 1]]),
    ];
    const pairs = slashCorrelations(choices, 60);
    const of = (a: string, b: string) => pairs.find(pair => pair.a === a && pair.b === b)!;
    expect(of('a', 'a').ofBeing).toBeCloseTo(1, 12);
    expect(of('a', 'b')).toMatchObject({ ofBeing: of('b', 'a').ofBeing, ofLoss: of('b', 'a').ofLoss });
    expect(of('none', 'none').ofBeing).toBeNull();
    expect(pairs).toHaveLength(9);
  });

  it('finds a share in common shocks', () => {
    // Each of two is slashed by its own shock or by one of both: the correlation is the part that the common one has.
    const strikes = Array.from(
      { length: 4_000 },
      () => [random() < 0.1, random() < 0.1, random() < 0.1] as const,
    );
    const [a, b] = [0, 1].map(own => strikes.map(all => (all[own] || all[2] ? 1 : 0)));
    const once = 1 - 0.9 ** 2;
    const truth = (0.1 + 0.9 * 0.1 ** 2 - once ** 2) / (once * (1 - once));
    const measured = correlation(a!, b!)!;
    expect(Math.abs(measured - truth)).toBeLessThan((2.576 * (1 - truth ** 2)) / Math.sqrt(4_000) + 0.02);
  });
});
