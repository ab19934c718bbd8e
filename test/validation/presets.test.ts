import { readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createPrices } from '../../sim/economy/index.ts';
import { streams } from '../../sim/engine/index.ts';
import { worldOf } from '../../sim/scenario/index.ts';
import { readScenario, readTree } from '../../src/input/scenario-file.ts';
import { plainMap } from '../../src/input/tree.ts';
import { countDistance, distance, mean, unlikely } from '../economy/distance.ts';
import { faulty } from '../economy/faults/faults.fixture.ts';
import { folderWith, small as smallFile } from '../input/folder.ts';
import { merged, small, type Written } from '../scenario/small.ts';

/** What a preset says, with all that it extends. */
function preset(name: string): Written {
  const tree = readTree(`scenarios/presets/${name}.yaml`, []);
  if (tree === undefined) throw new Error(`missing preset: ${name}`);
  return plainMap(tree);
}

/** The only group of operators of a preset, so many of them, and no others. */
function only(name: string, group: string, count: number): Written {
  const { operators, ...rest } = merged(preset(name), { operators: { [group]: { count } } });
  return { ...rest, operators: { ordinary: undefined, ...(operators as Written) } };
}

/** Logarithms of daily returns of ETH and EIGEN, less their means. */
function dailyReturns(name: string): [number[], number[]] {
  const world = worldOf(small(preset(name)));
  const returns = ['eth', 'eigen'].map(asset => ({
    index: world.assets.indexOf(asset),
    logs: [] as number[],
  }));
  // Years of their own: over a century a price reaches the bounds of what may be drawn.
  for (let year = 0; year < 110; year++) {
    const { prices, step } = createPrices(world, streams(`daily ${year}`));
    for (let day = 1; day <= 365; day++) {
      const before = [...prices.usd];
      step(day);
      for (const { index, logs } of returns) logs.push(Math.log(prices.usd[index]! / before[index]!));
    }
  }
  const [eth, eigen] = returns.map(({ logs }) => {
    const average = mean(logs);
    return logs.map(value => value - average);
  });
  return [eth!, eigen!];
}

/** Rents after a year, relative to the first, of many independent markets. */
function rentsAfterAYear(name: string): number[] {
  const { h100 } = preset(name).gpus as Written;
  const gpus = Object.fromEntries(Array.from({ length: 2_000 }, (_, i) => [`g${i}`, h100]));
  const { prices, step } = createPrices(worldOf(small({ gpus })), streams('rent'));
  const first = prices.rentUsd[0]!;
  for (let day = 1; day <= 365; day++) step(day);
  return Array.from(prices.rentUsd, usd => usd / first);
}

describe('The presets', () => {
  it('can all be mixed into one scenario', () => {
    const folder = folderWith({ 'small.yaml': smallFile });
    const here = relative(folder, 'scenarios/presets');
    const files = ['small.yaml', ...readdirSync('scenarios/presets').map(file => `${here}/${file}`)];
    writeFileSync(join(folder, 'all.yaml'), `extends: [${files.join(', ')}]\nname: all\n`);
    const counts = ['gpu', 'cpu', 'professional'].map(group => `operators.${group}.count=2`);
    expect(readScenario(join(folder, 'all.yaml'), counts)).toMatchObject({ ok: true });
  });
});

describe('ETH and EIGEN', () => {
  it.each(['assets', 'fat-tails'])('of %s move by 74% and 147% a year with a correlation of 0.76', name => {
    const [eth, eigen] = dailyReturns(name);
    const [ethDay, eigenDay] = [0.74 / Math.sqrt(365), 1.47 / Math.sqrt(365)];
    expect(
      distance(
        eth.map(value => value ** 2),
        ethDay ** 2,
      ),
    ).toBeLessThan(unlikely);
    expect(
      distance(
        eigen.map(value => value ** 2),
        eigenDay ** 2,
      ),
    ).toBeLessThan(unlikely);
    const products = eth.map((value, day) => value * eigen[day]!);
    expect(distance(products, 0.76 * ethDay * eigenDay)).toBeLessThan(unlikely);
  });

  it('have an excess kurtosis of 3.3 and 3.1 with fat tails, and none without', () => {
    const excess = (values: readonly number[], expected: number): number => {
      const variance = mean(values.map(value => value ** 2));
      return distance(
        values.map(value => value ** 4 / variance ** 2 - 3),
        expected,
      );
    };
    const [eth, eigen] = dailyReturns('fat-tails');
    expect(excess(eth, 3.3)).toBeLessThan(unlikely);
    expect(excess(eigen, 3.1)).toBeLessThan(unlikely);
    expect(excess(eth, 0)).toBeGreaterThan(unlikely);
    for (const values of dailyReturns('assets')) expect(excess(values, 0)).toBeLessThan(unlikely);
  });
});

describe('H100 rent', () => {
  it.each([
    ['gpus', 0.75 * Math.exp(-0.08), -0.31],
    ['gpus-steady', 1.04, 0.04],
    ['gpus-collapse', 0.63 * Math.exp(-0.2), -0.48],
  ])('of %s changes in a year as its comment says', (name, expected, stated) => {
    expect(distance(rentsAfterAYear(name), expected)).toBeLessThan(unlikely);
    expect(expected - 1).toBeCloseTo(stated, 2);
  });

  it('that is steady has the volatility of list prices', () => {
    const logs = rentsAfterAYear('gpus-steady').map(Math.log);
    const squares = logs.map(value => (value - Math.log(1.04) + 0.33 ** 2 / 2) ** 2);
    expect(distance(squares, 0.33 ** 2)).toBeLessThan(unlikely);
  });
});

describe("Double-signing by Ethereum's record", () => {
  // The record again and again: 2.78 million validator-years, in fleets of 75.
  const fleet = 75;
  const recordYears = 2.78e6 / fleet;
  const records = 150;
  const sizes: number[][] = Array.from({ length: records }, () => []);
  const world = merged(preset('double-signing'), {
    operators: { ordinary: { count: fleet, placement: { keys: 'shared' } } },
  });
  const { clock } = faulty(world, {
    shock: (_name, _kind, hit) => sizes[Math.floor(clock.now / 365 / recordYears)]!.push(hit),
  });
  clock.runUntil(records * recordYears * 365);
  const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
  const clusters = sizes.map(hits => hits.filter(hit => hit >= 39));
  /** The middle nine tenths of values. */
  const middle = (values: readonly number[]): [number, number] => {
    const ordered = values.toSorted((a, b) => a - b);
    return [ordered[Math.floor(0.05 * records)]!, ordered[Math.ceil(0.95 * records) - 1]!];
  };

  it('strikes 0.00017 to 0.00018 times a validator-year, the record being an ordinary one', () => {
    const rates = sizes.map(hits => total(hits) / fleet / recordYears);
    expect(distance(rates, 1.75e-4)).toBeLessThan(unlikely);
    const [few, many] = middle(sizes.map(total));
    expect(few).toBeLessThan(477);
    expect(many).toBeGreaterThan(499);
  });

  it('comes in clusters: two of 39 or more in a record, with a quarter of all offences', () => {
    expect(
      distance(
        clusters.map(({ length }) => length),
        2,
      ),
    ).toBeLessThan(unlikely);
    // Pareto of index 1.06 from 1/75 to 1: part of the mean that lies above 39/75.
    const above = (x: number): number => 1 + (1.06 * (1 - x ** -0.06)) / -0.06;
    const share = above(39 / fleet) / above(1 / fleet);
    expect(share).toBeCloseTo(0.274, 3);
    const excess = clusters.map((hits, record) => total(hits) - share * total(sizes[record]!));
    expect(distance(excess, 0)).toBeLessThan(unlikely);
    const [low, high] = middle(clusters.map((hits, record) => total(hits) / total(sizes[record]!)));
    expect(low).toBeLessThan(114 / 499);
    expect(high).toBeGreaterThan(114 / 477);
  });
});

describe('Operators', () => {
  it('with GPUs are interrupted 17% a GPU-year, a fifth of the times within 30 days of a repair', () => {
    const [nodes, years] = [40, 400];
    const failures = new Array<number>(nodes).fill(0);
    const since = new Map<number, number>();
    const spells: number[] = [];
    const { clock } = faulty(only('gpu-operators', 'gpu', nodes), {
      down: node => {
        failures[node]!++;
        if (since.has(node)) spells.push(clock.now - since.get(node)!);
      },
      up: node => since.set(node, clock.now),
    });
    clock.runUntil(years * 365);
    const perGpuYear = failures.map(count => count / years / 8);
    expect(distance(perGpuYear, (365 * 24) / 50_677)).toBeLessThan(unlikely);
    const soon = spells.filter(days => days < 30).length;
    // Weibull of shape 0.75: the gamma function at 1 + 1/0.75 is 1.19064.
    const weibull = 1 - Math.exp(-(((30 / 264) * 1.19064) ** 0.75));
    expect(weibull).toBeCloseTo(0.2, 2);
    expect(countDistance(soon, spells.length, weibull)).toBeLessThan(unlikely);
    expect(countDistance(soon, spells.length, 1 - Math.exp(-30 / 264))).toBeGreaterThan(unlikely);
  });

  it.each([
    ['cpu-operators', 'cpu', 0.98],
    ['professional-operators', 'professional', 0.9962],
  ])('of %s are up as their comment says', (name, group, uptime) => {
    const days = 20 * 365;
    const { availability, clock } = faulty(only(name, group, 400));
    clock.runUntil(days);
    availability.settle(days);
    const uptimes = Array.from(availability.upDays, up => up / days);
    expect(distance(uptimes, uptime)).toBeLessThan(unlikely);
  });

  it('of one client and cloud lose 18 hours a year to common shocks, as often as the presets say', () => {
    const operators = {
      ordinary: { count: 1, placement: { cloud: 'aws', client: 'alpha' } },
      others: { count: 1, placement: { cloud: 'gcp', client: 'beta' } },
    };
    const years = 20;
    const counts: Record<string, number> = {};
    const lost = Array.from({ length: 200 }, (_, seed) => {
      const { availability, clock } = faulty(
        merged(preset('shocks'), { operators }),
        { shock: name => (counts[name] = (counts[name] ?? 0) + 1) },
        seed,
      );
      clock.runUntil(years * 365);
      availability.settle(years * 365);
      return ((years * 365 - availability.upDays[0]!) * 24) / years;
    });
    const all = 200 * years;
    for (const [name, perYear] of [
      ['aws-outage', 1],
      ['gcp-outage', 1],
      ['alpha-bug', 0.8],
      ['beta-bug', 0.4],
    ] as const)
      expect(Math.abs(counts[name]! - perYear * all) / Math.sqrt(perYear * all)).toBeLessThan(unlikely);
    const hours = 0.3 * 8.5 * Math.exp(0.6 ** 2 / 2) + 0.8 * 7 * Math.exp(1.4 ** 2 / 2);
    expect(hours).toBeCloseTo(18, 0);
    expect(distance(lost, hours)).toBeLessThan(unlikely);
  });
});
