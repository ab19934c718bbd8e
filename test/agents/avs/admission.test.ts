import { describe, expect, it } from 'vitest';
import { admission, membersToEject } from '../../../sim/agents/avs/admission.ts';
import { createRegistrar, type RegistrarListener } from '../../../sim/agents/avs/registrar.ts';
import { joinSet } from '../../../sim/agents/operator/actions/memberships.ts';
import { setAllocation } from '../../../sim/agents/operator/actions/reallocation.ts';
import { membersOf } from '../../../sim/state/stake.ts';
import type { State } from '../../../sim/state/state.ts';
import { type Written, written } from '../../scenario/small.ts';
import { initialState } from '../initial-state.fixture.ts';

/** Operators with 10, 20, 30, ... ETH at 1000 USD; the first `members` of them serve the only set with half of it. */
function entrance(rule: Written, members: number, count = 5) {
  const rows = Array.from({ length: count }, (_, i) => ({
    name: `o${i}`,
    'ownStake.eth': 10 * (i + 1),
    gpus: i,
  }));
  const world = initialState(
    written({
      gpus: { h100: { rentUsdPerHour: { usd: 2 } } },
      avss: { one: { sets: { main: { admission: rule } } } },
      operators: { ordinary: { count, rows, gpu: 'h100' } },
    }),
  );
  for (let operator = 0; operator < members; operator++) {
    joinSet(world.state, operator, 0, 0);
    setAllocation(world.state, { operator, set: 0, fraction: 0.5 });
  }
  return world;
}

/** Time in a set of members that have been there from the start. */
const settled = () => Number.POSITIVE_INFINITY;

/** A registrar on a clock of its own, with what it ejected. */
function registry(state: State) {
  const clock = { now: 0 };
  const ejected: Parameters<RegistrarListener['ejected']>[0][] = [];
  const registrar = createRegistrar(state, clock, { ejected: ejection => ejected.push(ejection) });
  const inspectOn = (day: number, upDays: Float64Array) => {
    clock.now = day;
    registrar.inspect(upDays);
  };
  return { clock, ejected, registrar, inspectOn };
}

describe('a set', () => {
  it('admits who has the GPUs and the minimum stake allocated', () => {
    const { state } = entrance({ gpus: 2, minStakeUsd: 20_000 }, 0);
    const admits = (operator: number, fraction: number) =>
      admission(state, { operator, set: 0, fraction }, settled).admitted;
    expect([admits(1, 1), admits(2, 0.6), admits(2, 0.7), admits(4, 0.39), admits(4, 0.41)]).toEqual([
      false,
      false,
      true,
      false,
      true,
    ]);
  });

  it('that is full replaces its weakest member for one with over 1.1 times its stake, and for no other', () => {
    const { state } = entrance({ cap: 3 }, 3);
    // The weakest has half of 10 ETH in the set: 5,000 USD.
    expect(admission(state, { operator: 3, set: 0, fraction: 0.13 }, settled)).toEqual({
      admitted: false,
      replaces: -1,
    });
    expect(admission(state, { operator: 3, set: 0, fraction: 0.14 }, settled)).toEqual({
      admitted: true,
      replaces: 0,
    });
  });

  it('that is full replaces by its own factor, and nobody with as much of its stake as it says', () => {
    const { state } = entrance({ cap: 3, churn: { factor: 2 } }, 3);
    expect(admission(state, { operator: 3, set: 0, fraction: 0.25 }, settled).admitted).toBe(false);
    expect(admission(state, { operator: 3, set: 0, fraction: 0.26 }, settled)).toEqual({
      admitted: true,
      replaces: 0,
    });
    // The weakest holds 5,000 of 30,000 USD, and of 40,000 with a joiner's 10,000: an eighth.
    for (const [share, admitted] of [
      ['12.4%', false],
      ['12.5%', false],
      ['12.6%', true],
    ] as const) {
      const held = entrance({ cap: 3, churn: { share } }, 3);
      expect(admission(held.state, { operator: 3, set: 0, fraction: 0.25 }, settled).admitted).toBe(admitted);
    }
    // A joiner that is stronger makes the weakest member's part small enough.
    const { state: larger } = entrance({ cap: 3, churn: { share: '10%' } }, 3);
    expect(
      [0.49, 0.51].map(fraction => admission(larger, { operator: 3, set: 0, fraction }, settled).admitted),
    ).toEqual([false, true]);
  });

  it('that is full does not replace a newcomer whose stake is still on its way', () => {
    const { state } = entrance({ cap: 3 }, 3);
    expect(admission(state, { operator: 3, set: 0, fraction: 0.14 }, () => 5)).toEqual({
      admitted: false,
      replaces: -1,
    });
  });

  it('with no place at all admits nobody', () => {
    const { state } = entrance({ cap: 0 }, 0);
    expect(admission(state, { operator: 4, set: 0, fraction: 1 }, settled)).toEqual({
      admitted: false,
      replaces: -1,
    });
  });

  it('ejects the weakest to make room', () => {
    const { state } = entrance({ cap: 3 }, 3);
    const { registrar, ejected } = registry(state);
    registrar.makeRoom({ operator: 3, set: 0, fraction: 0.5 });
    expect(ejected).toEqual([{ operator: 0, set: 0, reason: 'replaced by a stronger member' }]);
    expect(membersOf(state, 0)).toHaveLength(2);
  });

  it('ejects who falls below 80% of the minimum stake, after a grace of 35 days', () => {
    const { state } = entrance({ minStakeUsd: 6_500 }, 2);
    const { clock, registrar, ejected, inspectOn } = registry(state);
    const up = new Float64Array(5).fill(1);
    clock.now = 2;
    registrar.joined(0, 0);
    registrar.joined(1, 0);
    inspectOn(36.9, up);
    expect(ejected).toEqual([]);
    inspectOn(37.1, up);
    // The first has 5,000 USD in the set, less than 5,200; the second 10,000.
    expect(ejected).toEqual([{ operator: 0, set: 0, reason: 'stake below the minimum' }]);
  });

  it('keeps a member between 80% of the minimum and the minimum', () => {
    const { state } = entrance({ minStakeUsd: 6_200 }, 1);
    const { ejected, inspectOn } = registry(state);
    inspectOn(100, new Float64Array(5).fill(1));
    expect(ejected).toEqual([]);
  });

  it('ejects who was down too much over the last month, but not for one bad day', () => {
    const { state } = entrance({ minUptime: 0.9 }, 2);
    const { ejected, inspectOn } = registry(state);
    const up = (first: number) => Float64Array.from([first, 1, 1, 1, 1]);
    for (const day of [31, 32, 33]) inspectOn(day, up(0));
    expect(ejected).toEqual([]);
    inspectOn(34, up(0));
    // 1 - e^(-4/30) is above 0.1, 1 - e^(-3/30) below.
    expect(ejected).toEqual([{ operator: 0, set: 0, reason: 'uptime below the minimum' }]);
  });

  it('asks more uptime of members that hold more of its stake', () => {
    // Stakes of 5, 10, 15 and 20 thousand USD: 10%, 20%, 30% and 40%.
    const sla = [
      { above: 0, minUptime: 0.5 },
      { above: 0.1, minUptime: 0.7 },
      { above: 0.3, minUptime: 0.8 },
      { above: 0.4, minUptime: 0.99 },
    ];
    const { state } = entrance({ sla, minUptime: 0.6 }, 4);
    const asked = [0, 1, 2, 3].map(operator => {
      const members = membersOf(state, 0);
      const fits = (uptime: number) =>
        membersToEject(state, 0, new Float64Array(4).fill(uptime), settled).every(
          ({ membership }) => membership !== members[operator],
        );
      return [0.59, 0.61, 0.69, 0.71, 0.79, 0.81].find(fits);
    });
    // Just the part that a level names is not above it.
    expect(asked).toEqual([0.61, 0.71, 0.71, 0.81]);
  });
});
