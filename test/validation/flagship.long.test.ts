import { beforeAll, describe, expect, it } from 'vitest';
import { statistics } from '../../src/study/statistics/statistics.ts';
import { expectStatedFigures, type Measures, measure } from './figures.ts';

const names = ['decentralized-ai', 'equal-pay', 'harsh-slashing', 'correlated-client-bug'] as const;

const runs = new Map<string, Measures>();

beforeAll(() => {
  for (const name of names) runs.set(name, measure(name));
}, 300_000);

function of(name: (typeof names)[number], key: string): readonly number[] {
  return runs.get(name)!.get(key)!.values;
}

/** 95% interval of the paired difference b - a under common random numbers. */
function difference(a: (typeof names)[number], b: (typeof names)[number], key: string): readonly number[] {
  const { mean, ci95 } = statistics(of(b, key).map((value, i) => value - of(a, key)[i]!));
  return ci95 ?? [mean, mean];
}

describe('The flagship and its variants tell one story', () => {
  it('leaves the GPU set less than half of its members, from the first day on, and tasks late, when everyone is paid alike', () => {
    for (const service of ['coverage.mean', 'on_time'])
      expect(difference('equal-pay', 'decentralized-ai', `inference.heavy.${service}`)[0]).toBeGreaterThan(
        0.1,
      );
    const half = of('decentralized-ai', 'inference.gpu.members.start').map(members => members / 2);
    for (const when of ['start', 'mean']) {
      const above = of('equal-pay', `inference.gpu.members.${when}`).map((members, i) => members - half[i]!);
      expect(statistics(above).ci95![1]).toBeLessThan(0);
    }
  });

  it('holds GPU coverage with the split at the same cost to the AVS', () => {
    const cost = (name: (typeof names)[number]): number[] =>
      of(name, 'inference.gpu.cost').map((gpu, i) => gpu + of(name, 'inference.cpu.cost')[i]!);
    const split = cost('decentralized-ai');
    for (const [i, equal] of cost('equal-pay').entries()) expect(split[i]! / equal).toBeCloseTo(1, 2);
    expect(statistics(of('decentralized-ai', 'inference.heavy.on_time')).ci95![0]).toBeGreaterThan(0.95);
  });

  it('pays fewer CPU operators when the GPU set gets the larger share', () => {
    const [, high] = difference('equal-pay', 'decentralized-ai', 'inference.cpu.members.mean');
    expect(high).toBeLessThan(0);
  });

  it('makes restakers lose more and stake leave when slashing is harsh, for no better service', () => {
    expect(difference('decentralized-ai', 'harsh-slashing', 'inference.gpu.slashed')[0]).toBeGreaterThan(0);
    const loss = 'restakers.retail.slash_loss';
    expect(difference('decentralized-ai', 'harsh-slashing', loss)[0]).toBeGreaterThan(0);
    expect(difference('decentralized-ai', 'harsh-slashing', 'inference.gpu.slashable.mean')[1]).toBeLessThan(
      0,
    );
    expect(
      difference('decentralized-ai', 'harsh-slashing', 'inference.heavy.on_time')[0],
    ).toBeLessThanOrEqual(0);
  });

  it('stops and slashes GPU operators together when they run one client, and service hardly suffers', () => {
    const pair = ['decentralized-ai', 'correlated-client-bug'] as const;
    expect(difference(...pair, 'operators.gpu.uptime')[1]).toBeLessThan(0);
    expect(difference(...pair, 'inference.gpu.slashed')[0]).toBeGreaterThan(0);
    expect(difference(...pair, 'inference.heavy.on_time')[0]).toBeGreaterThan(-0.01);
  });
});

describe('The figures that a scenario file states are the figures that it gives', () => {
  it.each(names)('%s', name => expectStatedFigures(name, runs.get(name)!));
});
