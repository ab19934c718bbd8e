import * as protocol from '../../sim/protocol/index.ts';
import type { TraceInput } from './ledger-trace.ts';
import { addressOf, avsOf, type LedgerWorld, numberOf, setOf } from './ledger-world.ts';

/** Slashes an operator. */
export function slashOperator(world: LedgerWorld, input: TraceInput<'slashOperator'>): unknown {
  const { slashId, shares } = protocol.slashOperator(world.ledger, {
    set: setOf(world, input.set),
    operator: numberOf(input.operator),
    strategies: input.strategies.map(numberOf),
    wads: input.wadsToSlash.map(BigInt),
    sender: addressOf(world, input.sender),
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

/**
 * Hands a set to another slasher. The contract looks at the sender before the set; the ledger does not know whose a set
 * is that was never created, the trace does.
 */
export function updateSlasher(world: LedgerWorld, input: TraceInput<'updateSlasher'>): void {
  const [set, sender] = [setOf(world, input.set), addressOf(world, input.sender)];
  if (set < 0 && sender !== avsOf(world, input.set)) throw new protocol.Revert('InvalidPermissions');
  const slasher = input.slasher === null ? null : addressOf(world, input.slasher);
  protocol.updateSlasher(world.ledger, set, slasher, sender);
}

/** Pauses operations of a contract. */
export function pause(world: LedgerWorld, { contract, status, sender }: TraceInput<'pause'>): void {
  protocol.pause(world.ledger, contractOf(contract), BigInt(status), addressOf(world, sender));
}

/** Lets paused operations of a contract go on. */
export function unpause(world: LedgerWorld, { contract, status, sender }: TraceInput<'unpause'>): void {
  protocol.unpause(world.ledger, contractOf(contract), BigInt(status), addressOf(world, sender));
}

function contractOf(name: string): protocol.PausableContract {
  switch (name) {
    case 'allocationManager':
    case 'delegationManager':
    case 'strategyManager':
      return name;
    default:
      return numberOf(name);
  }
}
