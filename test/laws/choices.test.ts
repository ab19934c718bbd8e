import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simulate } from '../../sim/index.ts';
import { earnedUsdOf } from '../../sim/protocol/rewards/index.ts';
import { startPriceUsd } from '../../sim/scenario/index.ts';
import { resolved } from '../scenario/small.ts';
import { scenarios, withConstantPrices } from './worlds/random-scenario.ts';
import { equal, observations, total } from './worlds/rows.ts';

describe('what a restaker chooses from', () => {
  it('pays what own stake, which stays where it is, was paid, and loses what magnitudes fell by, at constant prices', () => {
    let [paid, slashed] = [0, 0];
    fc.assert(
      fc.property(scenarios.map(withConstantPrices), written => {
        const run = simulate(resolved(written));
        const choices = observations([...run], 'choices');
        const { world, operators, mirrors, rewards } = run.state;
        const years = Math.ceil(world.scenario.horizon) / 365;
        for (const { id, name } of operators) {
          const of = choices.filter(({ operator }) => operator === name);
          expect(new Set(of.map(({ strategy }) => strategy)).size).toBe(mirrors.strategies);
          let expected = 0;
          world.scenario.strategies.forEach((asset, strategy) => {
            const rows = of.filter(row => row.strategy === asset);
            const left = (1 - total(rows, 'slash_fraction')) ** years;
            expect(equal(left, mirrors.maxMagnitude[id * mirrors.strategies + strategy]!, 1)).toBe(true);
            if (left < 1) slashed++;
            const worth =
              mirrors.scaledShares[id * mirrors.strategies + strategy]! *
              startPriceUsd(world.scenario, asset);
            expected += worth * years * total(rows, 'reward_fraction');
          });
          const earned = earnedUsdOf(rewards, id);
          expect(equal(earned, expected), `${name}: ${earned} and ${expected}`).toBe(true);
          if (earned > 0) paid++;
        }
      }),
      { seed: 20_261_123, numRuns: 25, endOnFailure: true },
    );
    expect(paid).toBeGreaterThan(50);
    expect(slashed).toBeGreaterThan(5);
  });
});
