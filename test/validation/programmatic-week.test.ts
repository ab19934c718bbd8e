import { describe, expect, it } from 'vitest';
import { simulate } from '../../sim/index.ts';
import { number, observations, total } from '../laws/worlds/rows.ts';
import { small } from '../scenario/small.ts';

/** A week of the programmatic incentives to stakers and operators as Layr-Labs/sidecar pays it, in tokens. */
const week = 1_287_420.51407;

describe('a week of programmatic incentives of 1,287,420.51407 tokens', () => {
  const run = (split: number) => {
    const scenario = small({
      horizon: '7d',
      attribution: 'accounts',
      programmatic: { incentives: { token: 'ait', tokensPerWeek: week } },
      operators: { ordinary: { count: 4, ownStake: {}, split, starts: { 'one.main': 1 } } },
      restakers: { holders: { count: 9, stake: { eth: { uniform: [1, 50] } } } },
    });
    return observations([...simulate(scenario)], 'payments');
  };

  it('gives operators 128,742.0514 and stakers 1,158,678.4627, whatever operators keep of the pay of sets', () => {
    for (const split of [0, 0.1, 0.9]) {
      const payments = run(split);
      const part = (name: string) => total(payments, 'amount_tokens', row => row.part === name);
      expect(part('split')).toBeCloseTo(128_742.0514, 4);
      expect(part('stake')).toBeCloseTo(1_158_678.4627, 4);
      expect(payments.every(row => row.layer === 'programmatic' && row.programme === 'incentives')).toBe(
        true,
      );
      expect(payments.every(row => number(row, 'protocol_fee_usd') === 0)).toBe(true);
    }
  });
});
