import { describe, expect, it } from 'vitest';
import { admission, membersToEject } from '../../../sim/agents/avs/admission.ts';
import { createRegistrar } from '../../../sim/agents/avs/registrar.ts';
import { joinSet } from '../../../sim/agents/operator/actions/memberships.ts';
import { parseScenario } from '../../../sim/index.ts';
import { isOperatorSlashable } from '../../../sim/protocol/index.ts';
import { countedUsd, slashableUsd } from '../../../sim/state/stake.ts';
import { merged, small, type Written, written } from '../../scenario/small.ts';
import { initialState } from '../initial-state.fixture.ts';

const directory = (set: Written = {}): Written => ({
  avss: {
    one: { sets: { main: merged({ registry: 'avsDirectory', reward: { kind: 'totalStake' } }, set) } },
  },
});

/** Operators with 10, 20, 30, 40 and 50 ETH at 1000 USD; the first so many serve the set, and allocate nothing. */
function entrance(rule: Written, members: number, set: Written = {}) {
  const rows = Array.from({ length: 5 }, (_, i) => ({ name: `o${i}`, 'ownStake.eth': 10 * (i + 1) }));
  const world = initialState(
    written({
      ...directory(merged({ admission: rule }, set)),
      operators: { ordinary: { count: 5, rows } },
    }),
  );
  for (let operator = 0; operator < members; operator++) joinSet(world.state, operator, 0, 0);
  return world;
}

const justCome = () => 0;

describe('a set of the AVSDirectory', () => {
  it('counts all stake that is delegated to a member, none of which it can slash', () => {
    const { state } = entrance({}, 2);
    expect([0, 1].map(membership => countedUsd(state, membership))).toEqual([10_000, 20_000]);
    expect([0, 1].map(membership => slashableUsd(state, membership))).toEqual([0, 0]);
    expect(isOperatorSlashable(state.ledger, 0, 0)).toBe(false);
  });

  it('asks for its minimum of that stake, whatever a joiner would allocate', () => {
    const { state } = entrance({ minStakeUsd: 25_000 }, 0);
    const admits = (operator: number) => admission(state, { operator, set: 0, fraction: 0 }, justCome);
    expect([1, 2].map(operator => admits(operator).admitted)).toEqual([false, true]);
  });

  it('that is full replaces its member of least stake, if it says so by any joiner with more, however new it is', () => {
    const replaced = (churn: Written, fraction = 0) =>
      admission(entrance({ cap: 3, churn }, 3).state, { operator: 3, set: 0, fraction }, justCome);
    expect(replaced({ factor: 1 })).toEqual({ admitted: true, replaces: 0 });
    expect(replaced({ factor: 3.9 })).toEqual({ admitted: true, replaces: 0 });
    expect(replaced({ factor: 4 }).admitted).toBe(false);
    const kept = entrance({ cap: 3, churn: { factor: 1 } }, 3, {
      registry: 'allocationManager',
      reward: { kind: 'uniqueStake' },
    });
    expect(admission(kept.state, { operator: 3, set: 0, fraction: 1 }, justCome).admitted).toBe(false);
  });

  it('ejects at once who has less than the minimum', () => {
    const { state } = entrance({ minStakeUsd: 15_000 }, 2);
    expect(membersToEject(state, 0, new Float64Array(5).fill(1), justCome)).toEqual([
      { membership: 0, reason: 'stake below the minimum' },
    ]);
  });

  it('has a member that left back at once, where an operator set waits until it can no longer be slashed', () => {
    const rejoins = (set: Written) => {
      const { state, clock } = entrance({}, 1, set);
      createRegistrar(state, clock, { ejected: () => {} }).suspend(0, 0, 0);
      return () => joinSet(state, 0, 0, 0);
    };
    expect(rejoins({})).not.toThrow();
    expect(rejoins({ registry: 'allocationManager' })).toThrow();
  });

  it('is refused with whatever needs stake that is allocated', () => {
    const problems = (set: Written) => {
      const parsed = parseScenario(written(directory(set)));
      return parsed.ok ? [] : parsed.problems.map(({ path }) => path.join('.'));
    };
    expect(problems({})).toEqual([]);
    expect(problems({ reward: { kind: 'uniqueStake' } })).toEqual(['avss.one.sets.main.reward']);
    expect(problems({ reward: { kind: 'operatorDirected', by: { stake: 1 } } })).toHaveLength(1);
    expect(problems({ slashed: 'redistribute' })).toEqual(['avss.one.sets.main.slashed']);
    expect(problems({ slashing: { doubleSign: { fraction: 0.5 } } })).toEqual([
      'avss.one.sets.main.slashing',
    ]);
    expect(() =>
      small({
        ...directory(),
        programmatic: { eigen: { token: 'ait', tokensPerWeek: 1, gauges: { 'one.main': 1 } } },
      }),
    ).toThrow('nobody allocates stake to one.main');
  });
});
