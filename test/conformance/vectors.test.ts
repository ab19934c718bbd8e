import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkFile } from '../../conformance/check-file.ts';

const vectors = (name: string) => fileURLToPath(new URL(`../vectors/${name}`, import.meta.url));
const all = (total: number) => ({ agreed: total, total });

describe('the public vectors', () => {
  it('agree with the ledger in every step: results, reverts, whole state and mirrors', async () => {
    const check = await checkFile(vectors('allocation-slashing.public.jsonl.gz'));
    expect(check).toMatchObject({ noun: 'traces', passed: 100, failed: 0, disagreement: null });
    expect(Object.fromEntries(check.rows)).toEqual({ steps: all(12_699) });
  });

  it('agree with the exact rewards in every row, and with the reward flows', async () => {
    const check = await checkFile(vectors('rewards.public.jsonl.gz'));
    expect(check).toMatchObject({ noun: 'worlds', passed: 36, failed: 0, disagreement: null });
    expect(Object.fromEntries(check.rows)).toEqual({
      snapshots: all(186_942),
      rewards: all(26_964),
      cumulative: all(2_950),
      flows: all(15_999),
      // The rest are parts below a millionth of a pool: the calculation keeps 15 decimals of a proportion.
      'flows 1e-9': { agreed: 15_910, total: 15_999 },
    });
  });
});
