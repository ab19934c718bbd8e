import { describe, expect, it } from 'vitest';
import { worldOf } from '../../sim/scenario/index.ts';
import { createSlashHistories, recordSlash, slashOutlook } from '../../sim/state/slash-history.ts';
import { small } from '../scenario/small.ts';

const world = worldOf(
  small({
    beliefs: { offencesPerYear: { downtime: 2, doubleSign: 0.1 }, weightYears: 10 },
    avss: {
      one: {
        sets: {
          main: {
            slashing: {
              downtime: { fraction: '1%', repeat: { growth: 2, within: '30d', max: '4%' } },
              doubleSign: { fraction: '50%' },
            },
          },
        },
      },
    },
  }),
);

describe('the outlook for a set', () => {
  it('is at first what its terms make people expect', () => {
    const [record] = createSlashHistories(world);
    const { lossPerYear, variance, worst } = slashOutlook(world, 0, record!);
    expect(lossPerYear).toBeCloseTo(2 * 0.01 + 0.1 * 0.5, 12);
    expect(variance).toBeCloseTo(2 * 0.01 ** 2 + 0.1 * 0.5 ** 2, 12);
    expect(worst).toBe(0.5);
  });

  it('moves to what was seen, as a gamma-Poisson mean', () => {
    const [record] = createSlashHistories(world);
    record!.memberYears = 30;
    record!.lost.downtime = 0.8;
    record!.lostSquared.downtime = 0.02;
    const { lossPerYear, variance } = slashOutlook(world, 0, record!);
    // Ten years of expectation and thirty of record.
    expect(lossPerYear).toBeCloseTo((10 * 0.07 + 0.8) / 40, 12);
    expect(variance).toBeCloseTo((10 * 0.0252 + 0.02) / 40, 12);
  });

  it('counts false slashes once one was seen, and nobody expects any before', () => {
    const terms = { slashing: { downtime: { fraction: '1%' } } };
    const dishonest = { ...terms, falseSlashes: { perYear: 1, fraction: '20%' } };
    const [honest, other] = [terms, dishonest].map(main =>
      worldOf(small({ avss: { one: { sets: { main } } } })),
    );
    const [record] = createSlashHistories(other!);
    expect(slashOutlook(other!, 0, record!)).toEqual(slashOutlook(honest!, 0, record!));
    const before = slashOutlook(other!, 0, record!);
    recordSlash(record!, 'false', 0.2);
    const { lossPerYear, variance, worst } = slashOutlook(other!, 0, record!);
    expect(lossPerYear - before.lossPerYear).toBeCloseTo(0.02, 12);
    expect(variance - before.variance).toBeCloseTo(0.004, 12);
    expect(worst).toBe(0.2);
  });

  it('of a set that saw nothing for long is almost nothing', () => {
    const [record] = createSlashHistories(world);
    record!.memberYears = 1e9;
    expect(slashOutlook(world, 0, record!).lossPerYear).toBeLessThan(1e-8);
  });

  it('of a set without slashing is nothing at all', () => {
    const harmless = worldOf(small());
    expect(slashOutlook(harmless, 0, createSlashHistories(harmless)[0]!)).toEqual({
      lossPerYear: 0,
      variance: 0,
      worst: 0,
    });
  });
});
