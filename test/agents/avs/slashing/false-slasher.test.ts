import { describe, expect, it } from 'vitest';
import type { Slash } from '../../../../sim/agents/avs/slashing/execute-slash.ts';
import { createFalseSlashers } from '../../../../sim/agents/avs/slashing/false-slasher.ts';
import { leaveSet } from '../../../../sim/agents/operator/actions/memberships.ts';
import { accountStakeUsd } from '../../../../sim/state/stake.ts';
import { countDistance, distance, unlikely } from '../../../economy/distance.ts';
import { number, observations, rowsOf } from '../../../laws/worlds/rows.ts';
import { type Written, written } from '../../../scenario/small.ts';
import { initialState } from '../../initial-state.fixture.ts';

const terms = { slashing: { wrongResult: { fraction: '1%', veto: { window: '3d', probability: '20%' } } } };
const members = (count: number): Written => ({
  operators: { ordinary: { count, starts: { 'one.main': 1 }, policy: { reviewEvery: '1000y' } } },
});

/** A dishonest slasher of a set with these members, for a while. */
function dishonest(falseSlashes: Written, count = 5) {
  const main = { ...terms, falseSlashes };
  const { state, clock, random } = initialState(
    written({ avss: { one: { sets: { main } } }, ...members(count) }),
  );
  const slashes: (Slash & { readonly time: number })[] = [];
  const vetoes: { readonly time: number; readonly operator: number }[] = [];
  createFalseSlashers(state, clock, random, {
    vetoed: ({ operator }) => vetoes.push({ time: clock.now, operator }),
    slashed: slash => slashes.push({ ...slash, time: clock.now }),
  });
  return { state, clock, slashes, vetoes };
}

describe('false slashes', () => {
  it('come at their rate, and hit members evenly', () => {
    const { clock, slashes } = dishonest({ perYear: 100, fraction: '0.1%' });
    clock.runUntil(10 * 365);
    expect(Math.abs(slashes.length - 1_000) / Math.sqrt(1_000)).toBeLessThan(unlikely);
    for (let operator = 0; operator < 5; operator++) {
      const hit = slashes.filter(slash => slash.operator === operator).length;
      expect(countDistance(hit, slashes.length, 1 / 5)).toBeLessThan(unlikely);
    }
    const gaps = slashes.map(({ time }, i) => time - (slashes[i - 1]?.time ?? 0));
    expect(distance(gaps, 3.65)).toBeLessThan(unlikely);
  });

  it('take their fraction of what is allocated', () => {
    const { state, clock, slashes } = dishonest({ perYear: 1, fraction: '10%' }, 1);
    while (slashes.length === 0) clock.runUntil(clock.now + 1);
    expect(slashes[0]).toMatchObject({ set: 0, operator: 0, fraction: 0.1 });
    expect(slashes[0]!.usd).toBeCloseTo(10_000 * 0.095, 6);
    expect(accountStakeUsd(state, 0)).toBeCloseTo(10_000 * 0.905, 6);
  });

  it('wait for the window of the condition that they are claimed for, unless caught in it', () => {
    const claim = { perYear: 1_000, fraction: '0.01%', condition: 'wrongResult' };
    const times = (run: ReturnType<typeof dishonest>) => {
      run.clock.runUntil(400);
      return [...run.slashes.map(({ time }) => time - 3), ...run.vetoes.map(({ time }) => time)]
        .filter(time => time < 397)
        .sort((a, b) => a - b)
        .map(time => time.toFixed(9));
    };
    const [lax, strict] = [dishonest(claim), dishonest({ ...claim, caught: '90%' })];
    const open = dishonest({ ...claim, condition: undefined });
    open.clock.runUntil(397);
    const requests = open.slashes.map(({ time }) => time.toFixed(9));
    // The same requests, whatever becomes of them.
    expect(times(lax)).toEqual(requests);
    expect(times(strict)).toEqual(requests);
    expect(open.vetoes).toEqual([]);
    for (const [{ slashes, vetoes }, caught] of [
      [lax, 0.2],
      [strict, 0.9],
    ] as const) {
      expect(countDistance(vetoes.length, slashes.length + vetoes.length, caught)).toBeLessThan(unlikely);
    }
  });

  it('hit nobody where nobody serves, and nobody who has left for good', () => {
    const { state, clock, slashes } = dishonest({ perYear: 365, fraction: '0.1%' }, 2);
    leaveSet(state, 0, 0, 0);
    clock.runUntil(20);
    expect(slashes.length).toBeGreaterThan(5);
    expect(slashes.every(({ operator }) => operator === 1)).toBe(true);
    leaveSet(state, 1, 0, clock.now);
    const before = slashes.length;
    clock.runUntil(60);
    expect(slashes.length).toBe(before);
  });

  it('are told from offences in the events, and counted in what the set slashed', () => {
    const falseSlashes = { perYear: 100, fraction: '2%', condition: 'wrongResult', caught: '50%' };
    const rows = rowsOf(
      written({
        horizon: '120d',
        avss: { one: { sets: { main: { ...terms, falseSlashes } } } },
        ...members(4),
      }),
    );
    const events = observations(rows, 'events');
    const of = (kind: string) => events.filter(row => row.kind === kind && row.detail === 'false');
    expect(of('slash').length).toBeGreaterThan(5);
    expect(of('veto').length).toBeGreaterThan(5);
    expect(events.filter(row => row.kind === 'offence')).toEqual([]);
    const taken = of('slash').reduce((sum, row) => sum + number(row, 'amount_usd'), 0);
    const booked = observations(rows, 'sets').reduce((sum, row) => sum + number(row, 'slashed_usd'), 0);
    expect(booked).toBeCloseTo(taken, 6);
  });
});
