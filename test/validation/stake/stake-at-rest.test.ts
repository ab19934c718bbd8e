import { describe, expect, it } from 'vitest';
import {
  constantPrices,
  noDoubleSigning,
  restakersAtRest,
  stakeByDay,
  turnoverOf,
} from './stake-flow.fixture.ts';

const DAYS = 240;
const frozen = [...constantPrices, ...noDoubleSigning, ...restakersAtRest];

describe('a world at constant prices whose restakers are at rest', () => {
  it('has stake that stays where it is, after a month', () => {
    const byDay = stakeByDay(frozen, DAYS, 1);
    for (const set of byDay[0]!.slashable.keys()) {
      const series = byDay.slice(30).map(({ slashable }) => slashable.get(set)!);
      expect(turnoverOf(byDay, set), set).toBeLessThan(0.15);
      expect(Math.max(...series) / Math.min(...series), set).toBeLessThan(1.1);
    }
  });

  it('churns where operators draw their tastes afresh at each review and moves cost nothing', () => {
    const restless = ['gpu', 'cpu'].flatMap(group => [
      `operators.${group}.policy.tastes=fresh`,
      `operators.${group}.policy.hurdle=0`,
    ]);
    const byDay = stakeByDay([...frozen, ...restless], DAYS, 1);
    const turnovers = [...byDay[0]!.slashable.keys()].map(set => turnoverOf(byDay, set));
    expect(Math.max(...turnovers)).toBeGreaterThan(1);
  });
});
