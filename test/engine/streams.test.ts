import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Stream, streams } from '../../sim/engine/index.ts';
import { threefry } from '../../sim/engine/threefry.ts';

/** Two-sided quantile of the normal distribution that chance passes once in 10,000 times. */
const z = 3.8906;

const take = (stream: Stream, count: number) => Array.from({ length: count }, () => stream());

/** Correlation of two samples times the root of their size: about standard normal if they are independent. */
function correlation(a: number[], b: number[]): number {
  const n = a.length;
  const mean = (x: number[]) => x.reduce((sum, value) => sum + value, 0) / n;
  const [ma, mb] = [mean(a), mean(b)];
  const cross = (x: number[], mx: number, y: number[], my: number) =>
    x.reduce((sum, value, i) => sum + (value - mx) * (y[i]! - my), 0);
  return (cross(a, ma, b, mb) / Math.sqrt(cross(a, ma, a, ma) * cross(b, mb, b, mb))) * Math.sqrt(n);
}

/** Chi-square of counts in 256 equal cells, standardised (Wilson and Hilferty). */
function unevenness(draws: number[]): number {
  const cells = new Float64Array(256);
  for (const u of draws) cells[Math.floor(u * 256)]!++;
  const expected = draws.length / 256;
  const chi = cells.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  const spread = 2 / (9 * 255);
  return (Math.cbrt(chi / 255) - (1 - spread)) / Math.sqrt(spread);
}

describe('named streams', () => {
  const name = fc.string({ maxLength: 8 });
  const entity = fc.option(fc.oneof(fc.nat(), name), { nil: undefined });

  it('depend on root, purpose and entity alone, not on what else was drawn or in which order', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.integer(), name),
        name,
        entity,
        name,
        entity,
        (root, purpose, who, other, whose) => {
          const alone = take(streams(root).stream(purpose, who), 20);
          const crowd = streams(root);
          take(crowd.stream(other, whose), 7);
          crowd.hashed(purpose)(1, 1);
          const stream = crowd.stream(purpose, who);
          const mixed = Array.from({ length: 20 }, () => {
            crowd.stream(purpose, who)();
            return stream();
          });
          expect(mixed).toEqual(alone);
        },
      ),
      { seed: 4, numRuns: 200 },
    );
  });

  it('differ whenever root, purpose or entity differ', () => {
    const paths: [number | string, string, (number | string)?][] = [
      [1, 'faults'],
      [2, 'faults'],
      [1, 'fault'],
      [1, 'faults', ''],
      [1, 'faults', 's'],
      [1, 'fault', 'ss'],
      [1, 'faults', 1],
      [1, 'faults', 11],
      [1, 'faults1', 1],
      [11, 'faults', 1],
      [1, 'faults","1', 1],
      ['1","faults', ''],
    ];
    const firsts = paths.map(([root, purpose, who]) => take(streams(root).stream(purpose, who), 3).join());
    expect(new Set(firsts).size).toBe(paths.length);
  });

  it('take a root as a number or as the same text', () => {
    expect(take(streams('42').stream('x', 7), 5)).toEqual(take(streams(42).stream('x', '7'), 5));
  });

  it('give the draws recorded once and for all', () => {
    expect(take(streams('opset').stream('faults', 3), 3)).toEqual([
      0.9164189551956952, 0.4009534672368318, 0.797963559627533,
    ]);
    expect([0, 1, 2].map(counter => streams('opset').hashed('reviews')(5, counter))).toEqual([
      0.1431958195213291, 0.18116718112339592, 0.23100692304908954,
    ]);
  });

  it('are even and do not follow one another from entity to entity', () => {
    const source = streams('independence');
    const all = Array.from({ length: 40 }, (_, i) => take(source.stream('operator', i), 4000));
    expect(Math.abs(unevenness(all.flat()))).toBeLessThan(z);
    // The largest of many: each pair may pass its quantile once in 10,000 times the number of pairs.
    const pairs = all.slice(1).map((draws, i) => Math.abs(correlation(draws, all[i]!)));
    expect(Math.max(...pairs)).toBeLessThan(4.72);
  });
});

describe('counter-based draws', () => {
  it('are Threefry-2x32 of 13 rounds (known answers of Random123)', () => {
    // The draw holds the upper 27 bits of the first word and the upper 26 of the second.
    const joined = (x: number, y: number) => ((x >>> 5) * 2 ** 26 + (y >>> 6)) * 2 ** -53;
    expect(threefry(0, 0)(0, 0)).toBe(joined(0x9d1c5ec6, 0x8bd50731));
    expect(threefry(0xffffffff, 0xffffffff)(0xffffffff, 0xffffffff)).toBe(joined(0xfd36d048, 0x2d17272c));
    expect(threefry(0x13198a2e, 0x03707344)(0x243f6a88, 0x85a308d3)).toBe(joined(0xba3e4725, 0xf27d669e));
  });

  it('are pure functions of entity and counter in [0, 1)', () => {
    const draw = streams(9).hashed('reviews');
    const again = streams(9).hashed('reviews');
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (entity, counter) => {
        const u = draw(entity, counter);
        expect(u >= 0 && u < 1).toBe(true);
        expect(again(entity, counter)).toBe(u);
      }),
      { seed: 5, numRuns: 2000 },
    );
  });

  it('are even along entities and along counters, and neighbours do not follow one another', () => {
    const draw = streams('hash').hashed('reviews');
    const row = (entity: number) => Array.from({ length: 20_000 }, (_, counter) => draw(entity, counter));
    const column = (counter: number) => Array.from({ length: 20_000 }, (_, entity) => draw(entity, counter));
    for (const sample of [row(0), row(1), row(999_983), column(0), column(1), column(65_536)]) {
      expect(Math.abs(unevenness(sample))).toBeLessThan(z);
      expect(Math.abs(correlation(sample.slice(1), sample.slice(0, -1)))).toBeLessThan(z);
    }
    expect(Math.abs(correlation(row(0), row(1)))).toBeLessThan(z);
    expect(Math.abs(correlation(column(0), column(1)))).toBeLessThan(z);
    expect(Math.abs(correlation(row(0).slice(1), row(1).slice(0, -1)))).toBeLessThan(z);
  });

  it('differ between purposes and roots', () => {
    const first = [streams(1).hashed('a'), streams(1).hashed('b'), streams(2).hashed('a')].map(draw =>
      draw(0, 0),
    );
    expect(new Set(first).size).toBe(3);
  });
});
