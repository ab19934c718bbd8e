import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BlockHistory,
  forgetBefore,
  latestValue,
  recordValue,
  valueAt,
} from '../../sim/protocol/ledger/history.ts';
import { createUndoLog, rollBack } from '../../sim/protocol/ledger/undo-log.ts';

const entries = fc.array(fc.record({ step: fc.nat(3), value: fc.bigInt(0n, 9n) }), {
  maxLength: 300,
  size: 'max',
});

/** History of values recorded at rising blocks, and the same as one value for each block. */
function recorded(steps: readonly { step: number; value: bigint }[]): {
  history: BlockHistory | null;
  naive: bigint[];
} {
  const histories: (BlockHistory | null)[] = [null];
  const naive = [7n];
  for (const { step, value } of steps) {
    for (let i = 0; i < step; i++) naive.push(naive.at(-1)!);
    naive[naive.length - 1] = value;
    recordValue({ undoLog: createUndoLog(), block: naive.length - 1 }, histories, 0, value);
  }
  return { history: histories[0]!, naive };
}

describe('a history', () => {
  it('knows the last value recorded at or before each block', () => {
    fc.assert(
      fc.property(entries, steps => {
        const { history, naive } = recorded(steps);
        for (const [block, value] of naive.entries()) expect(valueAt(history, block, 7n)).toBe(value);
        expect(latestValue(history, 7n)).toBe(naive.at(-1));
      }),
    );
  });

  it('answers the same from a block on after forgetting what came before', () => {
    fc.assert(
      fc.property(entries, fc.nat(600), (steps, block) => {
        const { history, naive } = recorded(steps);
        forgetBefore(history, block);
        for (let later = block; later < naive.length; later++) {
          expect(valueAt(history, later, 7n)).toBe(naive[later]);
        }
      }),
    );
  });

  it('does not keep what no lookup can reach', () => {
    const histories: (BlockHistory | null)[] = [null];
    for (let block = 0; block < 10_000; block++) {
      forgetBefore(histories[0]!, block - 10);
      recordValue({ undoLog: createUndoLog(), block }, histories, 0, 1n);
    }
    expect(histories[0]!.blocks.length).toBeLessThanOrEqual(64);
  });

  it('takes back what a failed call recorded', () => {
    const histories: (BlockHistory | null)[] = [{ blocks: [5], values: [1n] }, null];
    const undoLog = createUndoLog();
    recordValue({ undoLog, block: 5 }, histories, 0, 2n);
    recordValue({ undoLog, block: 6 }, histories, 0, 3n);
    recordValue({ undoLog, block: 6 }, histories, 1, 3n);
    rollBack(undoLog);
    expect(histories).toEqual([{ blocks: [5], values: [1n] }, null]);
  });
});
