import type { Mutant } from './mutant.ts';

/** Mistakes in deposits, delegations and withdrawals. */
export const stakeMutants: readonly Mutant[] = [
  {
    mistake: 'charges newcomers for old slashes',
    file: 'stake/shares.js',
    from: 'previous === 0n ? divWad(scaling, factor)',
    to: 'previous === 0n ? scaling',
  },
  {
    mistake: 'charges a top-up for old slashes',
    file: 'stake/shares.js',
    from: 'return divWad(divWad(current + added, previous + added), factor);',
    to: 'return scaling;',
  },
  {
    mistake: 'blends a top-up without weights',
    file: 'stake/shares.js',
    from: 'divWad(divWad(current + added, previous + added), factor)',
    to: 'divWad(divWad(current + added, factor), previous + added)',
  },
  {
    mistake: 'remembers the scaling factor of who left entirely',
    file: 'stake/shares.js',
    from: 'put(undoLog, accounts.scalingFactors, slot, WAD);',
    to: '{}',
  },
  {
    mistake: 'lets new stake with an operator escape slashes',
    file: 'stake/shares.js',
    from: 'operators.shares[staked] + added',
    to: 'operators.shares[staked]',
  },
  {
    mistake: 'accepts stake with an operator that has nothing left',
    file: 'stake/shares.js',
    from: "ensure(factor !== 0n, 'FullySlashed');",
    to: 'if (factor === 0n) return;',
  },
  {
    mistake: "keeps an account's strategies in order when one goes",
    file: 'stake/shares.js',
    from: 'putNumber(undoLog, accounts.strategyLists, slot, accounts.strategyLists[first + count - 1]);',
    to: 'for (let at = slot; at < first + count - 1; at++) put(undoLog, accounts.strategyLists, at, accounts.strategyLists[at + 1]);',
  },
  {
    mistake: 'takes withdrawals in withdrawable instead of deposit shares',
    file: 'stake/withdrawals.js',
    from: 'mulWad(depositShares[i], accounts.scalingFactors[account * strategyCount + strategy])',
    to: 'depositShares[i]',
  },
  {
    mistake: 'pays a queued withdrawal as if nothing was slashed since',
    file: 'stake/withdrawals.js',
    from: 'const shares = mulWad(withdrawal.scaledShares[i], factor);',
    to: 'const shares = withdrawal.scaledShares[i];',
  },
  {
    mistake: 'slashes a withdrawal for what happened after its delay',
    file: 'stake/withdrawals.js',
    from: 'if (delegatedTo < 0 || slashableUntil >= ledger.block)',
    to: 'if (true)',
  },
  {
    mistake: "looks the loss of a withdrawal up one block before its delay's last",
    file: 'stake/withdrawals.js',
    from: 'valueAt(history, slashableUntil, WAD)',
    to: 'valueAt(history, slashableUntil - 1, WAD)',
  },
  {
    mistake: 'completes a withdrawal one block early',
    file: 'stake/withdrawals.js',
    from: 'ledger.block > withdrawal.startBlock + WITHDRAWAL_DELAY_BLOCKS',
    to: 'ledger.block >= withdrawal.startBlock + WITHDRAWAL_DELAY_BLOCKS',
  },
  {
    mistake: 'keeps queued shares in the stake of the operator',
    file: 'stake/withdrawals.js',
    from: 'put(undoLog, operators.shares, slot, shares - withdrawn);',
    to: '',
  },
  {
    mistake: 'takes scaled instead of withdrawable shares out of the stake',
    file: 'stake/withdrawals.js',
    from: 'const withdrawn = mulWad(scaled, operators.maxMagnitudes[slot]);',
    to: 'const withdrawn = scaled;',
  },
  {
    mistake: 'queues all strategies of who undelegates in one withdrawal',
    file: 'stake/delegation.js',
    from: 'return strategiesOf(ledger, account).map(strategy => {',
    to: 'const held = strategiesOf(ledger, account); if (held.length > 0) return [queueShares(ledger, account, operator, { strategies: held, depositShares: held.map(k => accounts.depositShares[account * strategyCount + k]) })]; return held.map(strategy => {',
  },
  {
    mistake: 'lets who undelegates escape slashes at once',
    file: 'stake/delegation.js',
    from: 'return queueShares(ledger, account, operator, { strategies: [strategy], depositShares: [shares] });',
    to: 'return queueShares(ledger, account, -1, { strategies: [strategy], depositShares: [shares] });',
  },
  {
    mistake: 'lets operators leave themselves',
    file: 'stake/delegation.js',
    from: "ensure(operator !== account, 'OperatorsCannotUndelegate');",
    to: '',
  },
  {
    mistake: 'lets anybody undelegate an account',
    file: 'stake/delegation.js',
    from: "ensure(sender === account || sender === operator, 'CallerCannotUndelegate');",
    to: '',
  },
  {
    mistake: 'exchanges tokens without virtual shares and balance',
    file: 'ledger/constants.js',
    from: 'VIRTUAL_OFFSET = 1000n',
    to: 'VIRTUAL_OFFSET = 1n',
  },
  {
    mistake: 'floors withdrawable shares once instead of twice',
    file: 'stake/withdrawable-stake.js',
    from: 'return mulWad(mulWad(depositShares[slot], scalingFactors[slot]), factor);',
    to: 'return (depositShares[slot] * scalingFactors[slot] * factor) / 10n ** 36n;',
  },
];
