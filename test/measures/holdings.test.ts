import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complete, enter, exit, move, QUEUE_DAYS } from '../../sim/agents/restaker/withdrawals-in-flight.ts';
import { createHoldings } from '../../sim/measures/trackers/holdings.ts';
import { closeDay } from '../../sim/protocol/rewards/index.ts';
import { initialState } from '../agents/initial-state.fixture.ts';
import { written } from '../scenario/small.ts';

const world = written({
  operators: { ordinary: { count: 4 } },
  restakers: {
    few: { count: 5, stake: { eth: { uniform: [1, 50] } }, outside: 0.4 },
    many: { count: 9, stake: { eth: { lognormal: { median: 3, sigma: 1 } } } },
  },
});

describe('the holdings of cohorts', () => {
  it('are what a count of all accounts gives, whoever moved', () => {
    const acts = fc.array(fc.tuple(fc.nat(13), fc.nat(3), fc.boolean()), { minLength: 20, maxLength: 60 });
    fc.assert(
      fc.property(acts, plan => {
        const { state, undelegated, accounts } = initialState(world);
        const { mirrors, rewards } = state;
        const holdings = createHoldings(mirrors, rewards.cohortOf, rewards.cohorts);
        const due = new Map<number, number>();
        const first = state.operators.length;
        plan.forEach(([index, operator, leaves], day) => {
          for (const [account, at] of due) {
            if (at > day) continue;
            complete(state, undelegated, { account, now: day });
            due.delete(account);
          }
          const account = first + index;
          if (!due.has(account)) {
            if (mirrors.delegatedTo[account]! < 0) enter(state, undelegated, { account, operator, now: day });
            else {
              if (leaves) exit(state, undelegated, { account, now: day });
              else move(state, undelegated, { account, operator, now: day });
              due.set(account, day + QUEUE_DAYS);
            }
          }
          holdings.update();
          closeDay(rewards);
          for (const { id } of state.operators) {
            for (const cohort of [0, 1]) {
              let counted = 0;
              for (let one = 0; one < accounts.count; one++) {
                if (accounts.cohort[one] === cohort && mirrors.delegatedTo[first + one] === id) {
                  counted += mirrors.scaledShares[first + one]!;
                }
              }
              expect(holdings.shares(id, cohort, 0)).toBeCloseTo(counted, 9);
            }
          }
        });
      }),
      { seed: 5, numRuns: 30, endOnFailure: true },
    );
  });
});
