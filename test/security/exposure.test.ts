import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { streams } from '../../sim/engine/index.ts';
import { exposureProbability, meanExposure } from '../../sim/security/index.ts';

interface Table {
  readonly exact: readonly {
    readonly failures: number;
    readonly profile: Profile;
    readonly slashed: number;
  }[];
  readonly publishedPercent: Readonly<Record<string, Readonly<Record<Profile | 'all', number>>>>;
}

type Profile = 'conservative' | 'moderate' | 'aggressive' | 'ultra';

const table = JSON.parse(
  readFileSync(new URL('../vectors/security/exposure.json', import.meta.url), 'utf8'),
) as Table;

/** Services of 100 that operators of a profile serve, and their share: int(100 U(1 %, 5 %)) and so on. */
const profiles: Readonly<Record<Profile, readonly [number, number, number]>> = {
  conservative: [1, 4, 0.4],
  moderate: [3, 9, 0.35],
  aggressive: [5, 24, 0.2],
  ultra: [10, 99, 0.05],
};

const failuresOf: Readonly<Record<string, number>> = { single: 1, cascade5: 5, panic20: 20 };

describe('the share of operators that failing services slash', () => {
  it('is the exact one of each profile', () => {
    for (const { failures, profile, slashed } of table.exact) {
      const [fewest, most] = profiles[profile];
      expect(meanExposure(100, failures, fewest, most)).toBeCloseTo(slashed, 12);
    }
  });

  it('explains the published table of 1,000 operators and 1,000 runs within its sampling error', () => {
    for (const [name, published] of Object.entries(table.publishedPercent)) {
      let all = 0;
      for (const [profile, [fewest, most, share]] of Object.entries(profiles)) {
        const mean = meanExposure(100, failuresOf[name]!, fewest, most);
        all += share * mean;
        // The runs draw the failing services anew: the mean of 1,000 has at most this standard error, in percent.
        const error = (100 * Math.sqrt(mean * (1 - mean))) / Math.sqrt(1_000);
        expect(Math.abs(100 * mean - published[profile as Profile]), `${name} ${profile}`).toBeLessThan(
          3 * error,
        );
      }
      expect(Math.abs(100 * all - published.all), name).toBeLessThan(0.1);
    }
  });

  it('is what a sampler gives', () => {
    const draw = streams(1).stream('exposure test');
    const sampled = (failures: number, held: number): number => {
      const services = Array.from({ length: 100 }, (_, service) => service);
      for (let place = 0; place < failures; place++) {
        const other = place + Math.floor(draw() * (100 - place));
        [services[place], services[other]] = [services[other]!, services[place]!];
      }
      return services.slice(0, failures).some(service => service < held) ? 1 : 0;
    };
    const runs = 4_000;
    for (const [failures, held] of [
      [1, 4],
      [5, 14],
      [20, 3],
    ] as const) {
      let hits = 0;
      for (let run = 0; run < runs; run++) hits += sampled(failures, held);
      const p = exposureProbability(100, failures, held);
      expect(Math.abs(hits / runs - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / runs));
    }
  });
});
