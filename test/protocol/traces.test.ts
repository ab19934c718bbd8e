import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readJsonLines } from '../../src/conformance/jsonl.ts';
import { replayLedgerTrace } from '../../src/conformance/ledger.ts';
import type { LedgerTrace } from '../../src/conformance/ledger-trace.ts';

const vectors = fileURLToPath(new URL('../vectors/allocation-slashing.public.jsonl.gz', import.meta.url));

describe('the ledger', () => {
  it('agrees with every step recorded from the real contracts: results, reverts, state and mirrors', async () => {
    let traces = 0;
    let steps = 0;
    for await (const line of readJsonLines(vectors)) {
      if ((line as { type: string }).type !== 'trace') continue;
      const { agreed, disagreement } = replayLedgerTrace(line as LedgerTrace);
      expect(disagreement).toBeNull();
      traces++;
      steps += agreed;
    }
    expect({ traces, steps }).toEqual({ traces: 100, steps: 12_699 });
  }, 120_000);
});
