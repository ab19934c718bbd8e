import { advanceTo, rebaseStrategy } from '../../sim/protocol/index.ts';
import type { TraceInput, TraceOperation } from './ledger-trace.ts';
import { type LedgerWorld, numberOf } from './ledger-world.ts';
import * as setOperations from './set-operations.ts';
import * as slashingOperations from './slashing-operations.ts';
import * as stakeOperations from './stake-operations.ts';

/** How each operation is applied; what it returns is what the contracts would return, in the trace's form. */
type Operations = {
  readonly [N in TraceOperation['op']]: (world: LedgerWorld, input: TraceInput<N>) => unknown;
};

const operations: Operations = {
  ...stakeOperations,
  ...setOperations,
  ...slashingOperations,
  rebaseStrategyBalance({ ledger }, { strategy, delta }) {
    rebaseStrategy(ledger, numberOf(strategy), BigInt(delta));
  },
  advanceBlocks({ ledger }, { blocks }) {
    advanceTo(ledger, ledger.block + blocks);
  },
};

/**
 * Applies one recorded operation to the ledger.
 *
 * @returns what the contracts would return, in the trace's form; undefined for operations that return nothing.
 * @throws Revert as the operation does.
 */
export function applyOperation<N extends TraceOperation['op']>(
  world: LedgerWorld,
  input: TraceInput<N>,
): unknown {
  const apply: Operations[N] = operations[input.op as N];
  return apply(world, input);
}
