import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../src/runs/job.ts';
import { createKeyIndex } from '../../../src/runs/store/key-index.ts';

describe('the index of keys', () => {
  it('holds what a map holds, through growth and change', () => {
    const index = createKeyIndex();
    const map = new Map<string, number>();
    for (let i = 0; i < 5_000; i++) {
      const key = sha256(String(i % 3_000));
      index.set(key, 2 ** 40 + i);
      map.set(key, 2 ** 40 + i);
    }
    expect(index.size).toBe(map.size);
    for (const [key, place] of map) expect(index.get(key)).toBe(place);
    for (let i = 3_000; i < 6_000; i++) expect(index.get(sha256(String(i)))).toBeUndefined();
  });
});
