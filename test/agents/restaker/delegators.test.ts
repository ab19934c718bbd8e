import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDelegators } from '../../../sim/agents/restaker/delegators.ts';
import { createMirrors } from '../../../sim/protocol/ledger/mirrors.ts';

describe('delegators by operator', () => {
  it('are those whom the ledger says, in order, after any changes', () => {
    const [operators, accounts] = [3, 12];
    const change = fc.tuple(
      fc.integer({ min: operators, max: accounts - 1 }),
      fc.integer({ min: -1, max: operators - 1 }),
    );
    fc.assert(
      fc.property(fc.array(change), fc.array(change), (before, after) => {
        const mirrors = createMirrors({ strategies: 1, operators, accounts });
        for (const [account, operator] of before) mirrors.delegatedTo[account] = operator;
        const delegators = createDelegators(mirrors, operators);
        for (const [account, operator] of after) {
          mirrors.delegatedTo[account] = operator;
          delegators.update(account);
        }
        for (let operator = 0; operator < operators; operator++) {
          const expected = Array.from({ length: accounts - operators }, (_, i) => operators + i).filter(
            account => mirrors.delegatedTo[account] === operator,
          );
          expect([...delegators.of(operator)]).toEqual(expected);
        }
      }),
      { seed: 20_261_122, numRuns: 300 },
    );
  });
});
