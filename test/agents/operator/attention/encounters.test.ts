import { describe, expect, it } from 'vitest';
import { createEncounters } from '../../../../sim/agents/operator/attention/encounters.ts';
import { streams } from '../../../../sim/engine/index.ts';
import { countDistance, unlikely } from '../../../economy/distance.ts';

const sets = [2, 3, 5, 7, 11, 13, 17, 19];

describe('encounters', () => {
  it('come upon each set that passes as often as upon any other, never twice', () => {
    const draw = streams(1).stream('test');
    const counts = new Map<number, number>();
    const trials = 4_000;
    for (let i = 0; i < trials; i++) {
      const found = createEncounters(sets, draw).first(2, set => set !== 5);
      expect(new Set(found).size).toBe(2);
      for (const set of found) counts.set(set, (counts.get(set) ?? 0) + 1);
    }
    expect(counts.has(5)).toBe(false);
    expect(counts.size).toBe(7);
    for (const count of counts.values()) expect(countDistance(count, trials, 2 / 7)).toBeLessThan(unlikely);
  });

  it('are the same when looked at again, but for those that pass no more', () => {
    const encounters = createEncounters(sets, streams(1).stream('test'));
    const [first, second, third] = encounters.first(3, () => true);
    expect(encounters.first(2, () => true)).toEqual([first, second]);
    expect(encounters.first(2, set => set !== first)).toEqual([second, third]);
    expect(encounters.first(100, () => true)).toHaveLength(sets.length);
  });
});
