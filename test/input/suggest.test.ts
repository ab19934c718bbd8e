import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { didYouMean, editDistance, nearestName } from '../../src/input/suggest.ts';

describe('the edit distance', () => {
  it('is 0 only for equal words, symmetric, and at most the longer length', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const distance = editDistance(a, b);
        expect(distance === 0).toBe(a === b);
        expect(distance).toBe(editDistance(b, a));
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
        expect(distance).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
      }),
    );
  });

  it('counts one for each insertion, deletion, substitution or swap of neighbours', () => {
    expect(editDistance('slashng', 'slashing')).toBe(1);
    expect(editDistance('budgeet', 'budget')).toBe(1);
    expect(editDistance('sets', 'seta')).toBe(1);
    expect(editDistance('coutn', 'count')).toBe(1);
    expect(editDistance('kitten', 'sitting')).toBe(3);
  });
});

describe('a suggestion', () => {
  const keys = ['slashing', 'strategies', 'admission'];

  it('is the nearest known word, case apart, and none when all are far', () => {
    expect(nearestName('slashrate', keys)).toBeUndefined();
    expect(nearestName('Slashing', keys)).toBe('slashing');
    expect(nearestName('slash', keys)).toBe('slashing');
    expect(nearestName('admision', keys)).toBe('admission');
  });

  it('lists the words when none is near and they are few', () => {
    expect(didYouMean('zzz', keys)).toBe('known here: `slashing`, `strategies`, `admission`');
    expect(didYouMean('zzz', [])).toBeUndefined();
  });
});
