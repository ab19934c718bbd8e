import * as protocol from '../../sim/protocol/index.ts';
import type { TraceInput } from './ledger-trace.ts';
import { type LedgerWorld, numberOf, setOf } from './ledger-world.ts';

/** Creates an operator set and gives it its name in the trace. */
export function createOperatorSet(world: LedgerWorld, input: TraceInput<'createOperatorSet'>): void {
  const { avs, strategies, redistributing } = input;
  const design = { avs: numberOf(avs), strategies: strategies.map(numberOf), redistributing };
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

/** Does nothing: the ledger lets deallocations take effect at their block, so there is no queue to clear. */
export function clearDeallocationQueue(): void {}

/** Registers an operator to operator sets. */
export function registerForOperatorSets(
  world: LedgerWorld,
  { operator, sets }: TraceInput<'registerForOperatorSets'>,
): void {
  const ids = sets.map(set => setOf(world, set));
  protocol.registerForOperatorSets(world.ledger, numberOf(operator), ids);
}

/** Deregisters an operator from operator sets. */
export function deregisterFromOperatorSets(
  world: LedgerWorld,
  { operator, sets }: TraceInput<'deregisterFromOperatorSets'>,
): void {
  const ids = sets.map(set => setOf(world, set));
  protocol.deregisterFromOperatorSets(world.ledger, numberOf(operator), ids);
}

/** Slashes an operator. */
export function slashOperator(world: LedgerWorld, input: TraceInput<'slashOperator'>): unknown {
  const { slashId, shares } = protocol.slashOperator(world.ledger, {
    set: setOf(world, input.set),
    operator: numberOf(input.operator),
    strategies: input.strategies.map(numberOf),
    wads: input.wadsToSlash.map(BigInt),
    sender: input.sender.startsWith('avs') ? numberOf(input.sender) : -1,
  });
  return { slashId, shares: shares.map(String) };
}

/** Clears what a slash took. */
export function clearBurnOrRedistributableShares(
  world: LedgerWorld,
  { set, slashId }: TraceInput<'clearBurnOrRedistributableShares'>,
): unknown {
  const amounts = protocol.clearBurnOrRedistributableShares(world.ledger, setOf(world, set), slashId);
  return { amounts: amounts.map(String) };
}

/** Clears what a slash took in one strategy. */
export function clearBurnOrRedistributableSharesByStrategy(
  world: LedgerWorld,
  input: TraceInput<'clearBurnOrRedistributableSharesByStrategy'>,
): unknown {
  const [set, strategy] = [setOf(world, input.set), numberOf(input.strategy)];
  const { ledger } = world;
  const amount = protocol.clearBurnOrRedistributableSharesByStrategy(ledger, set, input.slashId, strategy);
  return { amount: String(amount) };
}
