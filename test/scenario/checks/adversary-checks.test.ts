import { describe, expect, it } from 'vitest';
import { small, type Written } from '../small.ts';

const one = (changes: Written) => () => small({ avss: { one: changes } });
const abuse = { franchiseUsdPerYear: 1, discount: '10%' };

describe('an abusive AVS', () => {
  it('needs a set that redistributes', () => {
    expect(one({ abuse })).toThrow('avss.one.abuse: invalid abuse: no set of the AVS redistributes');
    expect(one({ abuse, sets: { main: { slashed: 'redistribute' } } })).not.toThrow();
  });

  it('claims a condition that its redistributing sets slash for', () => {
    const sets = { main: { slashed: 'redistribute' } };
    expect(one({ abuse: { ...abuse, condition: 'downtime' }, sets })).toThrow(
      'avss.one.abuse.condition: unknown slashing condition: downtime',
    );
  });

  it('can be caught only by a committee', () => {
    const terms = { fraction: '1%' };
    const caught = { ...abuse, caught: '50%', condition: 'wrongResult' };
    const set = (wrongResult: Written) => ({
      main: { slashed: 'redistribute', slashing: { wrongResult } },
    });
    expect(one({ abuse: caught, sets: set(terms) })).toThrow(
      'avss.one.abuse.caught: invalid caught: no committee looks at it',
    );
    expect(
      one({ abuse: caught, sets: set({ ...terms, veto: { window: '3d', probability: '1%' } }) }),
    ).not.toThrow();
  });

  it('discounts by a rate above 0', () => {
    expect(one({ abuse: { ...abuse, discount: 0 }, sets: { main: { slashed: 'redistribute' } } })).toThrow(
      'avss.one.abuse.discount: invalid discount: it must be above 0',
    );
  });
});

describe('an attack on a set', () => {
  const corruption = { profitUsd: 1, threshold: '50%', condition: 'doubleSign', discount: '10%' };
  const main = (changes: Written) => one({ sets: { main: { corruption, ...changes } } });

  it('is for a condition that the set slashes for', () => {
    expect(main({ slashing: { doubleSign: { fraction: '1%' } } })).not.toThrow();
    expect(main({ slashing: { downtime: { fraction: '1%' } } })).toThrow(
      'avss.one.sets.main.corruption.condition: unknown slashing condition: doubleSign',
    );
  });

  it('is slashed before attackers are out of reach', () => {
    const terms = { fraction: '1%', detection: { lag: '10d' }, veto: { window: '4d', probability: '1%' } };
    expect(main({ slashing: { doubleSign: terms } })).toThrow(
      'invalid condition: doubleSign is slashed 14 days or more after an attack',
    );
    expect(main({ slashing: { doubleSign: { ...terms, detection: { lag: '9d' } } } })).not.toThrow();
  });
});
