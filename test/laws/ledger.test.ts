import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { admission } from '../../sim/agents/avs/admission.ts';
import { createSlashedStake } from '../../sim/agents/avs/slashing/slashed-stake.ts';
import { createSlasher } from '../../sim/agents/avs/slashing/slasher.ts';
import { canRejoin, joinSet, leaveSet } from '../../sim/agents/operator/actions/memberships.ts';
import { reallocate } from '../../sim/agents/operator/actions/reallocation.ts';
import { planAllocations } from '../../sim/agents/operator/valuation/allocation-plan.ts';
import { appraise } from '../../sim/agents/operator/valuation/appraisal.ts';
import { complete, enter, exit, move, QUEUE_DAYS } from '../../sim/agents/restaker/withdrawals-in-flight.ts';
import { priority } from '../../sim/engine/index.ts';
import { isMember, queuedShares, WAD, withdrawableShares } from '../../sim/protocol/index.ts';
import { conditions } from '../../sim/scenario/index.ts';
import { bringLedgerTo } from '../../sim/state/block-time.ts';
import { activeMemberships } from '../../sim/state/stake.ts';
import { type InitialFixture, initialState } from '../agents/initial-state.fixture.ts';
import { valuationContext } from '../agents/operator/valuation-context.fixture.ts';
import { scenarios } from './worlds/random-scenario.ts';

/** What one agent does next: which agent, what, with whom. */
const acts = fc.array(fc.tuple(fc.nat(9), fc.nat(999), fc.nat(999), fc.integer({ min: 1, max: 72 })), {
  minLength: 60,
  maxLength: 120,
});

const sum = (amounts: Iterable<bigint>): bigint => [...amounts].reduce((a, b) => a + b, 0n);

/** Lets agents act at random through their own functions, and looks at the ledger after each act. */
function always(law: (world: InitialFixture, start: readonly bigint[]) => void): void {
  fc.assert(
    fc.property(scenarios, acts, (written, plan) => {
      const world = initialState(written);
      const { state, undelegated, clock, accounts, random } = world;
      const { ledger, mirrors } = state;
      const start = tokensOf(world);
      const taken = createSlashedStake(state, clock, { redistributed: () => {} });
      const report = createSlasher(state, clock, random, {
        detected: () => {},
        vetoed: () => {},
        slashed: taken.release,
      });
      const settle = clock.kind('completes', account =>
        complete(state, undelegated, { account, now: clock.now }),
      );
      const first = state.operators.length;
      const context = valuationContext(state);
      for (const [what, a, b, hours] of plan) {
        clock.runUntil(clock.now + hours / 24);
        const operator = a % first;
        const set = b % state.world.sets.length;
        const account = first + (a % Math.max(1, accounts.count));
        const target = b % first;
        bringLedgerTo(state, clock.now);
        if (what < 3) report({ operator, set, condition: conditions[what]! });
        else if (what === 3) {
          if (isMember(ledger, operator, set)) leaveSet(state, operator, set, clock.now);
          else if (
            canRejoin(state, operator, set) &&
            admission(state, { operator, set, fraction: 0.5 }, () => Number.POSITIVE_INFINITY).admitted
          ) {
            joinSet(state, operator, set, clock.now);
          }
        } else if (what < 6) {
          const served = activeMemberships(state, operator).map(m => mirrors.memberships.set[m]!);
          reallocate(
            state,
            operator,
            planAllocations(served.map(one => appraise(context, operator, one))),
            clock.now,
          );
        } else if (accounts.count > 0 && !undelegated.inFlight.has(account)) {
          const takes = Array.from({ length: mirrors.strategies }, (_, k) => target * mirrors.strategies + k);
          if (mirrors.delegatedTo[account]! < 0) {
            if (takes.every(slot => mirrors.maxMagnitude[slot]! > 0))
              enter(state, undelegated, { account, operator: target, now: clock.now });
          } else {
            if (what < 9) move(state, undelegated, { account, operator: target, now: clock.now });
            else exit(state, undelegated, { account, now: clock.now });
            clock.after(QUEUE_DAYS, priority.act, settle, account);
          }
        }
        law(world, start);
      }
    }),
    { seed: 20_261_122, numRuns: 40, endOnFailure: true },
  );
}

/** Tokens in the world, by strategy: in the strategies and in wallets. */
function tokensOf({ state, undelegated }: InitialFixture): bigint[] {
  return state.ledger.strategies.tokenBalance.map(
    (balance, k) => balance + sum([...undelegated.outside.values()].map(tokens => tokens[k]!)),
  );
}

describe('whatever agents do', () => {
  it('each token they brought is in a strategy, in a wallet, burned or redistributed', () => {
    always((world, start) => {
      const { strategies: pools, sets } = world.state.ledger;
      tokensOf(world).forEach((tokens, k) => {
        expect(tokens + pools.tokensBurned[k]! + pools.tokensRedistributed[k]!).toBe(start[k]!);
        const flows = pools.tokensWithdrawn[k]! + pools.tokensBurned[k]! + pools.tokensRedistributed[k]!;
        expect(pools.tokenBalance[k]! + flows).toBe(pools.tokensDeposited[k]! + pools.tokensRebased[k]!);
        expect(sum(sets.map(set => set.redistributed[k]!))).toBe(pools.tokensRedistributed[k]!);
      });
    });
  });

  it('what all may withdraw, now and from the queue, and what slashes took that waits, is in the strategies but for dust', () => {
    let waited = 0;
    always(({ state: { ledger } }) => {
      for (let k = 0; k < ledger.strategyCount; k++) {
        const everyone = Array.from({ length: ledger.accountCount }, (_, account) => account);
        const staked = sum(everyone.map(account => withdrawableShares(ledger, account, k)));
        const queued = sum(
          [...ledger.withdrawals.pending.values()].flatMap(({ id, strategies }) =>
            queuedShares(ledger, id).filter((_, i) => strategies[i] === k),
          ),
        );
        const slashed = sum(
          ledger.sets.flatMap(set =>
            [...set.slashed.values()].flat().flatMap(one => (one.strategy === k ? [one.shares] : [])),
          ),
        );
        if (slashed > 0n) waited++;
        const rest = ledger.strategies.totalShares[k]! - staked - queued - slashed;
        expect(rest >= 0n).toBe(true);
        // An act rounds three products at most for each account that it concerns.
        expect(rest <= BigInt(3 * 120 * ledger.accountCount)).toBe(true);
      }
    });
    expect(waited).toBeGreaterThan(100);
  });

  it('no operator allocates more than it has left, and nobody has more than the whole', () => {
    always(({ state: { ledger } }) => {
      const { encumberedMagnitudes, maxMagnitudes } = ledger.operators;
      encumberedMagnitudes.forEach((encumbered, slot) => {
        expect(encumbered >= 0n && encumbered <= maxMagnitudes[slot]! && maxMagnitudes[slot]! <= WAD).toBe(
          true,
        );
      });
    });
  });
});
