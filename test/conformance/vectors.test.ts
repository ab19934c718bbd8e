import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkFile } from '../../conformance/check-file.ts';

const vectors = (name: string) => fileURLToPath(new URL(`../vectors/${name}`, import.meta.url));
const all = (total: number) => ({ agreed: total, total });

describe('the public vectors', () => {
  it.each([
    { file: 'allocation-slashing', version: 'contracts v1.12', traces: 100, steps: 12_699 },
    { file: 'boundary-v1.12', version: 'contracts v1.12', traces: 70, steps: 4_648 },
    { file: 'minimal-v1.12', version: 'contracts v1.12', traces: 17, steps: 70 },
    { file: 'allocation-slashing-v1.13', version: 'contracts v1.13', traces: 120, steps: 9_783 },
  ])(
    'of $file agree with a ledger of $version in every step: results, reverts, whole state and mirrors',
    async ({ file, version, traces, steps }) => {
      const check = await checkFile(vectors(`${file}.public.jsonl.gz`));
      expect(check).toMatchObject({ noun: 'traces', version, passed: traces, failed: 0, disagreement: null });
      expect(Object.fromEntries(check.rows)).toEqual({ steps: all(steps) });
    },
  );

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
