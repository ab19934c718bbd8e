import type { Mutant } from './mutant.ts';

/** Mistakes in the types of the contracts' numbers: what does not fit, and with which error. */
const numbers: readonly Mutant[] = [
  {
    mistake: 'counts blocks beyond 32 bits',
    file: 'ledger/uint.js',
    from: 'ensure(block < 2 ** 32, ARITHMETIC_PANIC);',
    to: '',
  },
  {
    mistake: 'refuses the last block that 32 bits can count',
    file: 'ledger/uint.js',
    from: 'block < 2 ** 32',
    to: 'block < 2 ** 32 - 1',
  },
  {
    mistake: 'looks at the block of an increase before its magnitude',
    file: 'allocation/allocations.js',
    from: 'const encumbered = operators.encumberedMagnitudes[slot] + change;',
    to: 'const encumbered = operators.encumberedMagnitudes[slot] + change; if (change > 0n) futureBlock(ledger, delay);',
  },
  {
    mistake: 'sums magnitudes beyond 64 bits',
    file: 'allocation/allocations.js',
    from: 'ensure(encumbered < UINT64_END, "Error(SafeCast: value doesn\'t fit in 64 bits)");',
    to: '',
  },
  {
    mistake: 'casts the magnitude itself to 64 bits, not the sum with what is encumbered',
    file: 'allocation/allocations.js',
    from: 'ensure(encumbered < UINT64_END,',
    to: 'ensure(target < UINT64_END,',
  },
  {
    mistake: 'scales shares to withdraw beyond 256 bits',
    file: 'stake/withdrawals.js',
    from: "ensure(scaled < UINT256_END, 'Error(Math: mulDiv overflow)');",
    to: '',
  },
  {
    mistake: 'reports shares that overflow as arithmetic of its own would',
    file: 'stake/withdrawals.js',
    from: "'Error(Math: mulDiv overflow)'",
    to: 'ARITHMETIC_PANIC',
  },
  {
    mistake: 'refuses queued shares beyond 224 bits where the contract cuts them off',
    file: 'stake/withdrawals.js',
    from: 'ensure(queued + scaled < UINT256_END, ARITHMETIC_PANIC);',
    to: "ensure(queued + scaled < 2n ** 224n, 'Error(SafeCast)');",
  },
  {
    mistake: 'looks at the shares of the account before those of its operator',
    file: 'stake/withdrawals.js',
    from: 'if (operator >= 0)\n            moveToQueue',
    to: "ensure(depositShares[i] <= accounts.depositShares[account * strategyCount + strategy], 'SharesAmountTooHigh'); if (operator >= 0)\n            moveToQueue",
  },
  {
    mistake: 'buys shares with a product beyond 256 bits',
    file: 'stake/strategies.js',
    from: 'ensureProduct(tokens, total + VIRTUAL_OFFSET);',
    to: '',
  },
  {
    mistake: 'forgets the virtual shares in the product that buys shares',
    file: 'stake/strategies.js',
    from: 'ensureProduct(tokens, total + VIRTUAL_OFFSET);',
    to: 'ensureProduct(tokens, total);',
  },
  {
    mistake: 'looks for a share to buy before the product that buys it',
    file: 'stake/strategies.js',
    from: 'ensureProduct(tokens, total + VIRTUAL_OFFSET);',
    to: "ensure(total + mulDiv(tokens, total + VIRTUAL_OFFSET, balance + VIRTUAL_OFFSET) <= MAX_TOTAL_SHARES, 'TotalSharesExceedsMax'); ensureProduct(tokens, total + VIRTUAL_OFFSET);",
  },
  {
    mistake: 'lets a strategy issue one share too many',
    file: 'ledger/constants.js',
    from: 'MAX_TOTAL_SHARES = 10n ** 38n - 1n',
    to: 'MAX_TOTAL_SHARES = 10n ** 38n',
  },
  {
    mistake: 'pays shares out with a product beyond 256 bits',
    file: 'stake/strategies.js',
    from: 'ensureProduct(balance + VIRTUAL_OFFSET, shares);',
    to: '',
  },
  {
    mistake: 'pays out although the exchange rate after it exceeds 256 bits',
    file: 'stake/strategies.js',
    from: 'ensureExchangeRate(balance - tokens);',
    to: '',
  },
];

/** Mistakes in who may call, and in what is checked first. */
const callers: readonly Mutant[] = [
  {
    mistake: 'lets anybody eject an operator',
    file: 'allocation/registration.js',
    from: "ensure(sender === accountAddress(operator) || sender === avs, 'InvalidCaller');",
    to: '',
  },
  {
    mistake: 'asks who deregisters only where there is a set to leave',
    file: 'allocation/registration.js',
    from: 'if (request !== undefined) {',
    to: 'if (request !== undefined && sets.length > 0) {',
  },
  {
    mistake: 'lets the AVS alone end a membership',
    file: 'allocation/registration.js',
    from: 'sender === accountAddress(operator) || sender === avs',
    to: 'sender === avs',
  },
  {
    mistake: 'lets the operator alone end a membership',
    file: 'allocation/registration.js',
    from: 'sender === accountAddress(operator) || sender === avs',
    to: 'sender === accountAddress(operator)',
  },
  {
    mistake: 'clears queues for lists of different lengths',
    file: 'allocation/allocations.js',
    from: "ensure(strategies.length === numToClear.length, 'InputArrayLengthMismatch');",
    to: '',
  },
  {
    mistake: 'looks for the set of a slash before its lists',
    file: 'slashing/slash-operator.js',
    from: "ensure(strategies.length === wads.length, 'InputArrayLengthMismatch');",
    to: "operatorSet(ledger, set); ensure(strategies.length === wads.length, 'InputArrayLengthMismatch');",
  },
  {
    mistake: 'looks who slashes before whom',
    file: 'slashing/slash-operator.js',
    from: "ensure(isOperatorSlashable(ledger, operator, set), 'OperatorNotSlashable');",
    to: "ensure(sender === undefined || sender === slasherOf(ledger, set), 'InvalidCaller'); ensure(isOperatorSlashable(ledger, operator, set), 'OperatorNotSlashable');",
  },
  {
    mistake: 'refuses to clear what an unknown set took',
    file: 'slashing/slashed-shares.js',
    from: 'const entries = target?.slashed.get(slashId);',
    to: "ensure(target !== undefined, 'InvalidOperatorSet'); const entries = target.slashed.get(slashId);",
  },
  {
    mistake: 'refuses to clear a strategy of an unknown set',
    file: 'slashing/slashed-shares.js',
    from: 'const entries = target?.slashed.get(slashId) ?? [];',
    to: "ensure(target !== undefined, 'InvalidOperatorSet'); const entries = target.slashed.get(slashId) ?? [];",
  },
  {
    mistake: 'takes a withdrawal of somebody else for one that was never queued',
    file: 'stake/withdrawals.js',
    from: "ensure(sender === withdrawer, 'WithdrawerNotCaller');",
    to: "ensure(sender !== account || sender === withdrawer, 'WithdrawalNotQueued'); ensure(sender === withdrawer, 'WithdrawerNotCaller');",
  },
  {
    mistake: 'forgets whose withdrawal it was once it is completed',
    file: 'stake/withdrawals.js',
    from: 'withdrawal?.account ?? claim.withdrawer ?? account',
    to: 'withdrawal?.account ?? sender',
  },
  {
    mistake: 'looks whether a withdrawal is queued before whose it is',
    file: 'stake/withdrawals.js',
    from: "ensure(sender === withdrawer, 'WithdrawerNotCaller');",
    to: "ensure(withdrawal !== undefined, 'WithdrawalNotQueued'); ensure(sender === withdrawer, 'WithdrawerNotCaller');",
  },
  {
    mistake: 'creates a set twice',
    file: 'allocation/operator-sets.js',
    from: "ensure(!ledger.sets.some(each => each.avs === avs && each.avsSetId === avsSetId), 'InvalidOperatorSet');",
    to: '',
  },
  {
    mistake: "takes another AVS's set of the same number for the same set",
    file: 'allocation/operator-sets.js',
    from: 'each.avs === avs && each.avsSetId === avsSetId',
    to: 'each.avsSetId === avsSetId',
  },
];

/** Mistakes at the edges of what may be asked for: what reverts, in which order, with which error. */
export const boundaryMutants: readonly Mutant[] = [...numbers, ...callers].map(mutant => ({
  ...mutant,
  vectors: 'boundary-v1.12',
}));
