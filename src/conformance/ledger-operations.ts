import * as protocol from '../../sim/protocol/index.ts';
import type { TraceOperation } from './ledger-trace.ts';
import { accountOf, type LedgerWorld, nameOf, numberOf, setOf } from './ledger-world.ts';

/**
 * Applies one recorded operation to the ledger.
 *
 * @returns what the contracts would return, in the trace's form; undefined for operations that return nothing.
 * @throws Revert as the operation does.
 */
export function applyOperation(world: LedgerWorld, input: TraceOperation): unknown {
  const { ledger } = world;
  switch (input.op) {
    case 'createOperatorSet': {
      const { strategies, redistributing } = input;
      const design = { avs: numberOf(input.avs), strategies: strategies.map(numberOf), redistributing };
      world.sets.set(input.set, protocol.createOperatorSet(ledger, design));
      return undefined;
    }
    case 'addStrategiesToOperatorSet':
      protocol.addStrategiesToOperatorSet(ledger, setOf(world, input.set), input.strategies.map(numberOf));
      return undefined;
    case 'removeStrategiesFromOperatorSet':
      protocol.removeStrategiesFromOperatorSet(
        ledger,
        setOf(world, input.set),
        input.strategies.map(numberOf),
      );
      return undefined;
    case 'registerAsOperator':
      protocol.registerAsOperator(ledger, numberOf(input.operator), input.allocationDelay);
      return undefined;
    case 'setAllocationDelay':
      protocol.setAllocationDelay(ledger, numberOf(input.operator), input.delay);
      return undefined;
    case 'deposit':
      return deposit(world, input.staker, numberOf(input.strategy), BigInt(input.amount));
    case 'delegate':
      protocol.delegate(ledger, accountOf(world, input.staker), numberOf(input.operator));
      return undefined;
    case 'redelegate': {
      const ids = protocol.redelegate(ledger, accountOf(world, input.staker), numberOf(input.operator));
      return { withdrawals: withdrawals(world, ids) };
    }
    case 'undelegate': {
      const sender = accountOf(world, input.sender);
      const ids = protocol.undelegate(ledger, accountOf(world, input.staker), sender);
      return { withdrawals: withdrawals(world, ids) };
    }
    case 'queueWithdrawals': {
      const requests = input.params.map(({ strategies, depositShares }) => ({
        strategies: strategies.map(numberOf),
        depositShares: depositShares.map(BigInt),
      }));
      const ids = protocol.queueWithdrawals(ledger, accountOf(world, input.staker), requests);
      return { withdrawals: withdrawals(world, ids) };
    }
    case 'completeQueuedWithdrawals':
      return complete(world, input);
    case 'modifyAllocations': {
      const changes = input.params.map(({ set, strategies, newMagnitudes }) => ({
        set: setOf(world, set),
        strategies: strategies.map(numberOf),
        newMagnitudes: newMagnitudes.map(BigInt),
      }));
      protocol.modifyAllocations(ledger, numberOf(input.operator), changes);
      return undefined;
    }
    case 'clearDeallocationQueue':
      // The ledger lets deallocations take effect at their block; there is no queue to clear.
      return undefined;
    case 'registerForOperatorSets': {
      const sets = input.sets.map(set => setOf(world, set));
      protocol.registerForOperatorSets(ledger, numberOf(input.operator), sets);
      return undefined;
    }
    case 'deregisterFromOperatorSets': {
      const sets = input.sets.map(set => setOf(world, set));
      protocol.deregisterFromOperatorSets(ledger, numberOf(input.operator), sets);
      return undefined;
    }
    case 'slashOperator': {
      const { slashId, shares } = protocol.slashOperator(ledger, {
        set: setOf(world, input.set),
        operator: numberOf(input.operator),
        strategies: input.strategies.map(numberOf),
        wads: input.wadsToSlash.map(BigInt),
        sender: input.sender.startsWith('avs') ? numberOf(input.sender) : -1,
      });
      return { slashId, shares: shares.map(String) };
    }
    case 'clearBurnOrRedistributableShares': {
      const set = setOf(world, input.set);
      return { amounts: protocol.clearBurnOrRedistributableShares(ledger, set, input.slashId).map(String) };
    }
    case 'clearBurnOrRedistributableSharesByStrategy': {
      const { slashId } = input;
      const set = setOf(world, input.set);
      const strategy = numberOf(input.strategy);
      const amount = protocol.clearBurnOrRedistributableSharesByStrategy(ledger, set, slashId, strategy);
      return { amount: String(amount) };
    }
    case 'rebaseStrategyBalance':
      protocol.rebaseStrategy(ledger, numberOf(input.strategy), BigInt(input.delta));
      return undefined;
    case 'advanceBlocks':
      protocol.advanceTo(ledger, ledger.block + input.blocks);
      return undefined;
  }
}

function deposit(world: LedgerWorld, staker: string, strategy: number, amount: bigint): unknown {
  const account = accountOf(world, staker);
  const shares = protocol.deposit(world.ledger, account, strategy, amount);
  world.wallets[account * world.ledger.strategyCount + strategy]! -= amount;
  return { shares: String(shares) };
}

function complete(
  world: LedgerWorld,
  input: Extract<TraceOperation, { op: 'completeQueuedWithdrawals' }>,
): unknown {
  const account = accountOf(world, input.staker);
  const claims = input.withdrawals.map(({ id, receiveAsTokens }) => ({ id: numberOf(id), receiveAsTokens }));
  const sender = accountOf(world, input.sender);
  const { tokens, depositShares } = protocol.completeQueuedWithdrawals(world.ledger, account, claims, sender);
  for (const [strategy, amount] of tokens.entries()) {
    world.wallets[account * world.ledger.strategyCount + strategy]! += amount;
  }
  return { tokensReceived: byStrategy(tokens), depositSharesAdded: byStrategy(depositShares) };
}

function byStrategy(amounts: readonly bigint[]): Record<string, string> {
  const entries = amounts.map((amount, strategy) => [`str${strategy}`, String(amount)] as const);
  return Object.fromEntries(entries.filter(([, amount]) => amount !== '0'));
}

function withdrawals(world: LedgerWorld, ids: readonly number[]): unknown[] {
  return ids.map(id => {
    const withdrawal = world.ledger.withdrawals.pending.get(id)!;
    return {
      id: `wd${id}`,
      staker: nameOf(world, withdrawal.account),
      delegatedTo: withdrawal.delegatedTo < 0 ? null : nameOf(world, withdrawal.delegatedTo),
      nonce: withdrawal.nonce,
      startBlock: withdrawal.startBlock,
      strategies: withdrawal.strategies.map(strategy => `str${strategy}`),
      scaledShares: withdrawal.scaledShares.map(String),
    };
  });
}
