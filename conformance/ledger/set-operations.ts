import * as protocol from '../../sim/protocol/index.ts';
import type { TraceInput } from './ledger-trace.ts';
import { addressOf, avsOf, type LedgerWorld, numberOf, setOf } from './ledger-world.ts';

/** Creates an operator set and gives it its name in the trace. */
export function createOperatorSet(world: LedgerWorld, input: TraceInput<'createOperatorSet'>): void {
  const { avs, id, strategies, redistributing } = input;
  const design = { avs: numberOf(avs), avsSetId: id, strategies: strategies.map(numberOf), redistributing };
  world.sets.set(input.set, protocol.createOperatorSet(world.ledger, design));
}

/** Adds strategies to an operator set. */
export function addStrategiesToOperatorSet(
  world: LedgerWorld,
  { set, strategies }: TraceInput<'addStrategiesToOperatorSet'>,
): void {
  protocol.addStrategiesToOperatorSet(world.ledger, setOf(world, set), strategies.map(numberOf));
}

/** Removes strategies from an operator set. */
export function removeStrategiesFromOperatorSet(
  world: LedgerWorld,
  { set, strategies }: TraceInput<'removeStrategiesFromOperatorSet'>,
): void {
  protocol.removeStrategiesFromOperatorSet(world.ledger, setOf(world, set), strategies.map(numberOf));
}

/** Changes an operator's allocation delay. */
export function setAllocationDelay({ ledger }: LedgerWorld, input: TraceInput<'setAllocationDelay'>): void {
  protocol.setAllocationDelay(ledger, numberOf(input.operator), input.delay);
}

/** Changes an operator's allocations. */
export function modifyAllocations(
  world: LedgerWorld,
  { operator, params }: TraceInput<'modifyAllocations'>,
): void {
  const changes = params.map(({ set, strategies, newMagnitudes }) => ({
    set: setOf(world, set),
    strategies: strategies.map(numberOf),
    newMagnitudes: newMagnitudes.map(BigInt),
  }));
  protocol.modifyAllocations(world.ledger, numberOf(operator), changes);
}

/** Clears matured deallocations of an operator. */
export function clearDeallocationQueue(
  { ledger }: LedgerWorld,
  { strategies, numToClear }: TraceInput<'clearDeallocationQueue'>,
): void {
  protocol.clearDeallocationQueue(ledger, strategies.map(numberOf), numToClear.map(BigInt));
}

/** Registers an operator to operator sets. */
export function registerForOperatorSets(
  world: LedgerWorld,
  { operator, sets }: TraceInput<'registerForOperatorSets'>,
): void {
  const ids = sets.map(set => setOf(world, set));
  protocol.registerForOperatorSets(world.ledger, numberOf(operator), ids);
}

/** Deregisters an operator from operator sets. The contract is told one AVS, that of the first set. */
export function deregisterFromOperatorSets(
  world: LedgerWorld,
  { operator, sets, sender }: TraceInput<'deregisterFromOperatorSets'>,
): void {
  const ids = sets.map(set => setOf(world, set));
  const request = { avs: avsOf(world, sets[0]), sender: addressOf(world, sender) };
  protocol.deregisterFromOperatorSets(world.ledger, numberOf(operator), ids, request);
}
