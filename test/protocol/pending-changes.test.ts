import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPendingChanges, nextMatured, schedule } from '../../sim/protocol/ledger/pending-changes.ts';

describe('pending allocation changes', () => {
  it('mature in order of their blocks, each once, and none before its block', () => {
    const action = fc.record({ wait: fc.nat(50), advance: fc.nat(10) });
    fc.assert(
      fc.property(fc.array(action, { maxLength: 200, size: 'max' }), actions => {
        const pending = createPendingChanges();
        const due: number[] = [];
        let block = 0;
        for (const [allocation, { wait, advance }] of actions.entries()) {
          due[allocation] = block + wait;
          schedule(pending, block + wait, allocation);
          block += advance;
          const expected = due.filter(effect => effect <= block).sort((a, b) => a - b);
          const matured = drained(pending, block).map(found => due[found]!);
          expect(matured).toEqual(expected);
          for (const [id, effect] of due.entries()) if (effect <= block) due[id] = Number.POSITIVE_INFINITY;
        }
      }),
    );
  });
});

function drained(pending: ReturnType<typeof createPendingChanges>, block: number): number[] {
  const found: number[] = [];
  for (let next = nextMatured(pending, block); next >= 0; next = nextMatured(pending, block))
    found.push(next);
  return found;
}
