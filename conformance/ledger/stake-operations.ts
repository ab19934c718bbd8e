import * as protocol from '../../sim/protocol/index.ts';
import type { TraceInput } from './ledger-trace.ts';
import { accountOf, type LedgerWorld, nameOf, numberOf } from './ledger-world.ts';

/** Registers an operator. */
export function registerAsOperator({ ledger }: LedgerWorld, input: TraceInput<'registerAsOperator'>): void {
  protocol.registerAsOperator(ledger, numberOf(input.operator), input.allocationDelay);
}

/** Deposits tokens out of a staker's wallet. */
export function deposit(world: LedgerWorld, input: TraceInput<'deposit'>): unknown {
  const account = accountOf(world, input.staker);
  const [strategy, amount] = [numberOf(input.strategy), BigInt(input.amount)];
  const shares = protocol.deposit(world.ledger, account, strategy, amount);
  world.wallets[account * world.ledger.strategyCount + strategy]! -= amount;
  return { shares: String(shares) };
}

/** Delegates a staker. */
export function delegate(world: LedgerWorld, { staker, operator }: TraceInput<'delegate'>): void {
  protocol.delegate(world.ledger, accountOf(world, staker), numberOf(operator));
}

/** Undelegates a staker, on its own wish or its operator's. */
export function undelegate(world: LedgerWorld, { staker, sender }: TraceInput<'undelegate'>): unknown {
  const ids = protocol.undelegate(world.ledger, accountOf(world, staker), accountOf(world, sender));
  return { withdrawals: withdrawals(world, ids) };
}

/** Delegates a staker to another operator. */
export function redelegate(world: LedgerWorld, { staker, operator }: TraceInput<'redelegate'>): unknown {
  const ids = protocol.redelegate(world.ledger, accountOf(world, staker), numberOf(operator));
  return { withdrawals: withdrawals(world, ids) };
}

/** Queues withdrawals of a staker. */
export function queueWithdrawals(
  world: LedgerWorld,
  { staker, params }: TraceInput<'queueWithdrawals'>,
): unknown {
  const requests = params.map(({ strategies, depositShares }) => ({
    strategies: strategies.map(numberOf),
    depositShares: depositShares.map(BigInt),
  }));
  const ids = protocol.queueWithdrawals(world.ledger, accountOf(world, staker), requests);
  return { withdrawals: withdrawals(world, ids) };
}

/** Completes withdrawals; tokens go to the wallet of the sender, who alone may complete its withdrawals. */
export function completeQueuedWithdrawals(
  world: LedgerWorld,
  input: TraceInput<'completeQueuedWithdrawals'>,
): unknown {
  const account = accountOf(world, input.staker);
  const claims = input.withdrawals.map(({ id: name, receiveAsTokens }) => {
    const id = numberOf(name);
    return { id, receiveAsTokens, withdrawer: world.withdrawers.get(id) ?? account };
  });
  const sender = accountOf(world, input.sender);
  const { tokens, depositShares } = protocol.completeQueuedWithdrawals(world.ledger, account, claims, sender);
  for (const [strategy, amount] of tokens.entries()) {
    if (amount > 0n) world.wallets[sender * world.ledger.strategyCount + strategy]! += amount;
  }
  return { tokensReceived: byStrategy(tokens), depositSharesAdded: byStrategy(depositShares) };
}

function byStrategy(amounts: readonly bigint[]): Record<string, string> {
  const entries = amounts.map((amount, strategy) => [`str${strategy}`, String(amount)] as const);
  return Object.fromEntries(entries.filter(([, amount]) => amount !== '0'));
}

/** Queued withdrawals as a trace returns them; the world remembers who queued them. */
function withdrawals(world: LedgerWorld, ids: readonly number[]): unknown[] {
  return ids.map(id => {
    const withdrawal = world.ledger.withdrawals.pending.get(id)!;
    world.withdrawers.set(id, withdrawal.account);
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
