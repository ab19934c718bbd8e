import { describe, expect, it } from 'vitest';
import { simulate } from '../../sim/index.ts';
import { overlapRows } from '../../sim/measures/tables/closing/overlaps-table.ts';
import { initialState } from '../agents/initial-state.fixture.ts';
import { number, observations } from '../laws/worlds/rows.ts';
import { small, written } from '../scenario/small.ts';

const set = { strategies: ['eth'], reward: { kind: 'uniqueStake' } };
const sets = (slashing: Record<string, unknown> = {}) => ({
  one: { sets: { main: { ...set, slashing }, other: { ...set, slashing } } },
});

describe('two sets', () => {
  it('overlap by the stake that both can slash of the same operators', () => {
    // Alone 40 and 60; together 30, half of it in each.
    const world = written({
      avss: sets(),
      operators: {
        ordinary: undefined,
        left: { count: 1, ownStake: { eth: 40 }, starts: { 'one.main': 1 } },
        right: { count: 1, ownStake: { eth: 60 }, starts: { 'one.other': 1 } },
        both: { count: 1, ownStake: { eth: 30 }, starts: { 'one.main': 1, 'one.other': 1 } },
      },
    });
    const { state } = initialState(world);
    const [row, ...others] = observations(overlapRows(state, new Set()), 'overlaps');
    expect(others).toEqual([]);
    expect([row!.members, row!.ever_members, row!.slash_correlation]).toEqual([1, 1, null]);
    const allocated = (operator: string) =>
      state.mirrors.memberships.magnitude[
        state.mirrors.memberships.ofOperator[state.operators.find(({ name }) => name === operator)!.id]![0]!
      ]!;
    const lesser = 30 * allocated('both-1');
    const larger = 40 * allocated('left-1') + 60 * allocated('right-1') + lesser;
    expect(number(row!, 'jaccard_fraction')).toBeCloseTo(lesser / larger, 12);
  });

  const correlation = (faults: Record<string, unknown>, placement: Record<string, unknown>) => {
    const run = simulate(
      small({
        horizon: '2d',
        avss: sets({ doubleSign: { fraction: '10%' } }),
        operators: {
          ordinary: {
            count: 400,
            starts: { 'one.main': 1, 'one.other': 1 },
            policy: { reviewEvery: '1000y' },
            ...placement,
          },
        },
        ...faults,
      }),
    );
    return number(observations([...run], 'overlaps')[0]!, 'slash_correlation');
  };

  it('slash the same operators if a shock makes them offend in both', () => {
    const on = { label: 'client', is: 'alpha' };
    const shocks = { keys: { kind: 'doubleSign', on, perYear: 2_000, hits: 0.05 } };
    expect(correlation({ shocks }, { placement: { client: 'alpha' } })).toBeCloseTo(1, 12);
  });

  it('slash others if operators offend in each by themselves', () => {
    // Under independence the coefficient is normal with deviation 1 / sqrt(400).
    expect(Math.abs(correlation({}, { hazards: { doubleSign: 70 } }))).toBeLessThan(2.58 / 20);
  });
});
